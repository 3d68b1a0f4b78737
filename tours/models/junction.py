from django.contrib.gis.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField
from tours.facts.chain import Node


class Junction(models.Model):
    """A junction of the network for cyclists, with the number on its sign.

    A number comes back in every region, so it tells one from another together with
    where it is.
    """

    ref = OneLineField(_("number"), max_length=5, db_index=True)
    point = models.PointField(_("location"))
    network = OneLineField(_("network"), max_length=80, blank=True)
    source = OneLineField(_("source"), max_length=80)
    source_id = OneLineField(_("id in the source"), max_length=80)

    class Meta:
        ordering = ["ref", "pk"]
        verbose_name = _("junction")
        verbose_name_plural = _("junctions")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], name="junction_once_per_source"
            ),
            models.CheckConstraint(
                condition=~Q(ref="") & ~Q(source="") & ~Q(source_id=""),
                name="junction_has_a_number_and_a_source",
            ),
        ]

    def __str__(self):
        return self.ref

    @classmethod
    def nodes(cls, refs) -> list[Node]:
        """Those with one of these numbers; one query."""
        rows = cls.objects.filter(ref__in=set(refs)).values_list("ref", "point")
        return [Node(ref, point.x, point.y) for ref, point in rows]
