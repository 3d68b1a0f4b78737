from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from common.links import kinds


class Linked(models.Model):
    """A row that points to a thing of any registered kind.

    Nothing ties the two in the database: once the thing is gone, nobody tells of it any
    more, and whoever shows the row says so.
    """

    kind = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    key = models.BigIntegerField()
    thing = GenericForeignKey("kind", "key")

    class Meta:
        abstract = True

    @property
    def link(self) -> tuple[str, int] | None:
        """As the register asks it; None for a kind that it does not know."""
        kind = kinds.kind_of(self.kind.model_class())
        return kind and (kind.slug, self.key)


def linked_models(parent=Linked) -> list[type[Linked]]:
    """Every model of that sort that is installed."""
    found = []
    for model in parent.__subclasses__():
        if not model._meta.abstract and not hasattr(model, "instance_type"):
            found.append(model)
        found += linked_models(model)
    return found


def hand_over(gone: models.Model, keep: models.Model) -> int:
    """Whatever points to `gone` points to `keep` from now on; gives how many rows."""
    kind = ContentType.objects.get_for_model(gone)
    return sum(
        model._base_manager.filter(kind=kind, key=gone.pk).update(key=keep.pk)
        for model in linked_models()
    )
