"""Models to build on; the name of the thing whose page it stands on is in `OF`."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField
from common.moderation.states import RETENTION_AFTER_ARRIVAL, RETENTION_AFTER_HANDLING
from common.photos import files

NEVER_SHOWN = timedelta(days=365)  # that a picture is kept which nobody may see
YES_NO = [(True, _("yes")), (False, _("no"))]


class Showing(models.TextChoices):
    WAITS = "waits", _("waits for us")
    SHOWN = "shown", _("on the page")
    HIDDEN = "hidden", _("hidden at a request")


class PageMediaQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(state=Showing.SHOWN)

    def forget(self, now: datetime) -> int:
        """Erase, with its picture, what waited for us or was asked away, and nobody
        decided about for long; gives how many."""
        unseen = self.filter(state__in=[Showing.WAITS, Showing.HIDDEN])
        unseen = unseen.filter(changed_at__lte=now - NEVER_SHOWN)
        count = unseen.count()
        unseen.delete()
        return count


class PageMedia(models.Model):
    """Something beside the words of a thing that staff look at by itself. It has a
    picture, and `removals` of people who asked it away."""

    OF = ""  # the field that leads to the thing
    NAMED_BY = "name"  # the field of the thing that has its name
    PICTURE = ""  # the field of the picture
    State = Showing

    state = OneLineField(
        _("state"), max_length=6, choices=Showing, default=Showing.WAITS, db_index=True
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PageMediaQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=Showing.values),
                name="%(class)s_showing_is_known",
            )
        ]

    def __init_subclass__(cls, **kwargs):
        """Not in `delete`: it also goes with its thing, and from a list of staff."""
        super().__init_subclass__(**kwargs)
        post_delete.connect(_erase_picture, sender=cls)

    def save(self, *args, **kwargs):
        is_new = files.make_bare(self, self.PICTURE)
        super().save(*args, **kwargs)
        if is_new:
            files.make_copies(self.picture)

    @property
    def thing(self) -> models.Model:
        """What it stands beside."""
        return getattr(self, self.OF)

    @property
    def entry(self) -> models.Model:
        """The entry to which that belongs, with the organisation that keeps it."""
        return self.thing

    @property
    def picture(self):
        """Its file; empty when it has none."""
        return getattr(self, self.PICTURE)

    @property
    def shown_picture(self):
        """Its file, if everyone may see it once it is shown."""
        return self.picture

    @property
    def in_sign(self) -> str:
        """Where the smallest copy of its picture is."""
        return files.copy_url(self.picture, files.IN_SIGN)

    @property
    def in_words(self) -> str:
        """What the picture shows, for who can't see it."""
        raise NotImplementedError

    def move_picture(self) -> None:
        """Who kept the address of its picture has nothing any more; unsaved."""
        files.move_away(self, self.PICTURE)

    def lose_picture(self) -> None:
        """The picture goes for good."""
        raise NotImplementedError


def _erase_picture(instance, **_kwargs):
    files.erase(instance.picture)


class PhotoQuerySet(PageMediaQuerySet):
    def shown(self):
        """None of people who did not agree yet."""
        agreed = Q(people_agreed_on__lte=timezone.localdate())
        return super().shown().filter(Q(has_people=False) | agreed)


class PagePhoto(PageMedia):
    """A photo, with words for who can't see it."""

    PICTURE = "image"

    image = models.ImageField(
        _("picture"),
        upload_to=files.people_path,
        validators=[files.validate_photo],
        width_field="width",
        height_field="height",
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = OneLineField(
        _("what it shows"),
        max_length=200,
        help_text=_("For who can't see it: “A long table in a park, with soup”."),
    )
    credit = OneLineField(_("made by"), max_length=120)
    has_people = models.BooleanField(_("can people be recognised?"), choices=YES_NO)
    people_agreed_on = models.DateField(
        _("they agree since"),
        null=True,
        blank=True,
        help_text=_("Everyone who can be recognised agrees that we show it."),
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            *PageMedia.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(alt="") & ~Q(credit=""),
                name="%(class)s_has_words_and_a_maker",
                violation_error_message=_("Say what it shows and who made it."),
            ),
            models.CheckConstraint(
                condition=Q(has_people=False) | Q(people_agreed_on__isnull=False),
                name="%(class)s_of_people_who_agree",
                violation_error_message=_(
                    "Only with their consent: say since which day they agree."
                ),
            ),
        ]

    def __str__(self):
        return self.alt

    @property
    def srcset(self):
        """For an <img>: small for a phone, large where there is room."""
        return files.srcset(self.image, self.width, self.height)

    @property
    def in_words(self):
        return self.alt

    def lose_picture(self):
        self.delete()


class RemovalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(handled_at=None)

    def forget(self, today: date) -> int:
        """Erase the e-mail addresses that are past their date; gives how many."""
        return self.filter(forget_on__lte=today).exclude(email="").update(email="")


class Removal(models.Model):
    """Someone stands on a picture and wants it off the site; it was hidden at once."""

    OF = ""  # the field that leads to the thing whose page it stood on
    NAMED_BY = "name"  # the field of the thing that has its name
    ABOUT: tuple[str, ...] = ()  # fields of what was asked away; one of them is filled

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
        abstract = True
        ordering = ["asked_at", "pk"]

    def __str__(self):
        return f"{self.thing}, {self.asked_at:%d-%m-%Y}"

    def save(self, *args, **kwargs):
        if self.forget_on is None:
            self.forget_on = timezone.localdate(self.asked_at) + RETENTION_AFTER_ARRIVAL
        super().save(*args, **kwargs)

    @property
    def thing(self) -> models.Model:
        """On whose page it stood."""
        return getattr(self, self.OF)

    @property
    def about(self) -> PageMedia | None:
        """What was asked away; None when it is gone."""
        found = (getattr(self, name) for name in self.ABOUT)
        return next((each for each in found if each), None)

    def handle(self, by) -> None:
        """Done with it, unsaved."""
        self.handled_at, self.handled_by = timezone.now(), by
        ends_on = timezone.localdate() + RETENTION_AFTER_HANDLING
        self.forget_on = min(self.forget_on, ends_on)
