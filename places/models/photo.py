from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ontmoeten.lib.photos import clean_photo, erase, photo_path, validate_photo
from places.models.place import Place


class Photo(models.Model):
    """A picture of a place, with words for who can't see it."""

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="photos", verbose_name=_("place")
    )
    image = models.ImageField(
        _("picture"),
        upload_to=photo_path,
        validators=[validate_photo],
        width_field="width",
        height_field="height",
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(
        _("what it shows"),
        max_length=200,
        help_text=_("For who can't see it: “A bench under an oak, beside the canal”."),
    )
    credit = models.CharField(_("made by"), max_length=120, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="photo_has_words",
                violation_error_message=_("Say what the picture shows."),
            )
        ]

    def __str__(self):
        return self.alt

    def save(self, *args, **kwargs):
        if self.image and not self.image._committed:
            self.image = clean_photo(self.image)
        super().save(*args, **kwargs)


# Not in `delete`: a photo also goes with its place.
@receiver(post_delete, sender=Photo)
def _erase_image(instance, **_kwargs):
    erase(instance.image)
