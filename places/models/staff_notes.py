"""What only staff know of a place, and what their phones sent of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.protect.batches import SentBatch
from common.protect.staff_contact import StaffContact
from places.models.place import Place


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
