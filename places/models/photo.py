from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import OneLineField
from common.photos.models import PagePhoto, Removal
from places.models.place import Place


class Photo(PagePhoto):
    OF = "place"

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="photos", verbose_name=_("place")
    )
    licence = OneLineField(_("licence"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    # Without the picture, and gone with the photo: someone may have asked it away.
    history = HistoricalRecords(
        excluded_fields=["image", "width", "height", "changed_at"],
        cascade_delete_history=True,
    )

    class Meta(PagePhoto.Meta):
        ordering = ["order", "pk"]
        verbose_name = _("photo of a place")
        verbose_name_plural = _("photos of places")


class PlacePhotoRemoval(Removal):
    OF = "place"
    ABOUT = ("photo",)

    place = models.ForeignKey(
        Place,
        models.CASCADE,
        related_name="photo_removals",
        verbose_name=_("place"),
    )
    photo = models.ForeignKey(
        Photo,
        models.SET_NULL,
        related_name="removals",
        null=True,
        blank=True,
        verbose_name=_("photo"),
    )

    class Meta(Removal.Meta):
        verbose_name = _("request to remove a photo of a place")
        verbose_name_plural = _("requests to remove photos of places")
