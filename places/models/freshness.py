"""How fresh places are, and what staff have to keep them so."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.protect.batches import SentBatch
from common.protect.staff_contact import StaffContact
from places.models.area import Neighbourhood
from places.models.place import Place
from places.models.vocabulary import PlaceKind


class FreshCount(models.Model):
    """How many places had a check that still held, on one day."""

    day = models.DateField(_("day"))
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.CASCADE, related_name="+", null=True,
        verbose_name=_("neighbourhood"),
    )  # fmt: skip
    kind = models.ForeignKey(
        PlaceKind, models.CASCADE, related_name="+", null=True,
        verbose_name=_("type of place"),
    )  # fmt: skip
    fresh = models.PositiveIntegerField(_("checked"))
    total = models.PositiveIntegerField(_("places"))

    class Meta:
        ordering = ["day", "pk"]
        verbose_name = _("how fresh it was")
        verbose_name_plural = _("how fresh it was")
        indexes = [models.Index(fields=["day"], name="fresh_count_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(neighbourhood__isnull=True) | Q(kind__isnull=True),
                name="fresh_count_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(fresh__lte=F("total")), name="fresh_count_is_a_part"
            ),
        ]

    def __str__(self):
        return f"{self.day}: {self.fresh}/{self.total}"


class PlaceContact(StaffContact):
    """Whom staff ring about a place."""

    place = models.OneToOneField(
        Place, models.CASCADE, related_name="staff_contact", verbose_name=_("place")
    )

    class Meta(StaffContact.Meta):
        verbose_name = _("whom staff ring about a place")
        verbose_name_plural = _("whom staff ring about places")


class SeenBatch(SentBatch):
    """What a colleague saw at a place while going past."""

    class Meta(SentBatch.Meta):
        verbose_name = _("what a colleague sent on the way")
        verbose_name_plural = _("what colleagues sent on the way")
