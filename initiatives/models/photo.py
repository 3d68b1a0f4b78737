from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from initiatives.models.host import Host
from initiatives.models.initiative import Initiative
from initiatives.models.shown import Shown, ShownQuerySet
from ontmoeten.lib import photos
from ontmoeten.lib.moderation import KEPT_AFTER_ARRIVAL, KEPT_AFTER_HANDLING

YES_NO = [(True, _("yes")), (False, _("no"))]


class PhotoQuerySet(ShownQuerySet):
    def shown(self):
        """None of people who did not agree yet."""
        agreed = Q(people_agreed_on__lte=timezone.localdate())
        return super().shown().filter(Q(has_people=False) | agreed)


class InitiativePhoto(Shown):
    """A picture of an initiative, with words for who can't see it."""

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="photos", verbose_name=_("initiative")
    )
    image = models.ImageField(
        _("picture"),
        upload_to=photos.people_path,
        validators=[photos.validate_photo],
        width_field="width",
        height_field="height",
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(
        _("what it shows"),
        max_length=200,
        help_text=_("For who can't see it: “A long table in a park, with soup”."),
    )
    credit = models.CharField(_("made by"), max_length=120)
    has_people = models.BooleanField(_("can people be recognised?"), choices=YES_NO)
    people_agreed_on = models.DateField(
        _("they agree since"),
        null=True,
        blank=True,
        help_text=_("Everyone who can be recognised agrees that we show it."),
    )

    # Without the picture, and gone with the photo: someone may have asked it away.
    history = HistoricalRecords(
        excluded_fields=["image", "width", "height", "changed_at"],
        cascade_delete_history=True,
    )
    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("photo of an initiative")
        verbose_name_plural = _("photos of initiatives")
        constraints = [
            *Shown.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(alt="") & ~Q(credit=""),
                name="initiative_photo_has_words_and_a_maker",
                violation_error_message=_("Say what it shows and who made it."),
            ),
            models.CheckConstraint(
                condition=Q(has_people=False) | Q(people_agreed_on__isnull=False),
                name="initiative_photo_of_people_who_agree",
                violation_error_message=_(
                    "Only with their consent: say since which day they agree."
                ),
            ),
        ]

    def __str__(self):
        return self.alt

    @property
    def in_words(self):
        """What it shows, for who can't see it."""
        return self.alt

    def save(self, *args, **kwargs):
        photos.make_bare(self, "image")
        super().save(*args, **kwargs)


# Not in `delete`: a photo also goes with the initiative, and from a list of staff.
@receiver(post_delete, sender=InitiativePhoto)
def _erase_image(instance, **_kwargs):
    photos.erase(instance.image)


class RemovalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(handled_at=None)

    def forget(self, today: date) -> int:
        """Erase the e-mail addresses that are past their date; gives how many."""
        return self.filter(forget_on__lte=today).exclude(email="").update(email="")


class PhotoRemoval(models.Model):
    """Someone stands on a photo and wants it off the site; it was hidden at once."""

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
    email = models.EmailField(_("e-mail address"), blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("handled by"),
    )
    forget_on = models.DateField(_("forget the e-mail address on"), db_index=True)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("request to remove a photo")
        verbose_name_plural = _("requests to remove photos")

    def __str__(self):
        return f"{self.initiative}, {self.asked_at:%d-%m-%Y}"

    def save(self, *args, **kwargs):
        if self.forget_on is None:
            self.forget_on = timezone.localdate(self.asked_at) + KEPT_AFTER_ARRIVAL
        super().save(*args, **kwargs)

    def handle(self, by) -> None:
        """Done with it, unsaved."""
        self.handled_at, self.handled_by = timezone.now(), by
        ends_on = timezone.localdate() + KEPT_AFTER_HANDLING
        self.forget_on = min(self.forget_on, ends_on)
