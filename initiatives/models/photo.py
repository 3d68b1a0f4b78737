from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.photos.models import PagePhoto, Removal
from initiatives.models.host import Host
from initiatives.models.initiative import Initiative


class InitiativePhoto(PagePhoto):
    OF = "initiative"

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="photos", verbose_name=_("initiative")
    )

    # Without the picture, and gone with the photo: someone may have asked it away.
    history = HistoricalRecords(
        excluded_fields=["image", "width", "height", "changed_at"],
        cascade_delete_history=True,
    )

    class Meta(PagePhoto.Meta):
        ordering = ["pk"]
        verbose_name = _("photo of an initiative")
        verbose_name_plural = _("photos of initiatives")


class PhotoRemoval(Removal):
    OF = "initiative"
    ABOUT = ("photo", "host")

    initiative = models.ForeignKey(
        Initiative,
        models.CASCADE,
        related_name="photo_removals",
        verbose_name=_("initiative"),
    )
    photo = models.ForeignKey(
        InitiativePhoto,
        models.SET_NULL,
        related_name="removals",
        null=True,
        blank=True,
        verbose_name=_("photo"),
    )
    host = models.ForeignKey(
        Host,
        models.SET_NULL,
        related_name="removals",
        null=True,
        blank=True,
        verbose_name=_("host"),
    )

    class Meta(Removal.Meta):
        verbose_name = _("request to remove a photo")
        verbose_name_plural = _("requests to remove photos")
