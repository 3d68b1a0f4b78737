from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import OneLineField
from common.kit.tags import TagsField
from common.photos import files
from common.photos.models import PageMedia, PageMediaQuerySet
from initiatives.facts.vocabulary import LANGUAGES
from initiatives.models.initiative import Initiative

# What is personal about a host, and the day since when it may be shown.
PERSONAL = {
    "first_name": "name_consent_on",
    "languages": "languages_consent_on",
    "photo": "photo_consent_on",
}


CONSENT_LASTS = timedelta(days=2 * 365)  # then we ask again
ASKS_FOR = timedelta(days=90)  # after which what nobody agreed to again is erased


class FaceQuerySet(PageMediaQuerySet):
    def to_ask_again(self, today: date):
        """Of whom something was agreed to so long ago that it is shown no more."""
        return self.filter(_agreed_before(today - CONSENT_LASTS))

    def forget_consents(self, today: date) -> int:
        """Erase what nobody agreed to again for long; gives of how many."""
        limit = today - CONSENT_LASTS - ASKS_FOR
        found = list(self.filter(_agreed_before(limit)))
        for face in found:
            face.lose_consents(limit)
        return len(found)


def _agreed_before(limit: date) -> Q:
    found = Q()
    for consent in PERSONAL.values():
        found |= Q(**{f"{consent}__lte": limit})
    return found


class FixedFace(PageMedia):
    """Someone whom visitors meet every time; what is personal stands on a page only as
    far as they agree to each of it, and for two years."""

    PICTURE = "photo"

    title = OneLineField(
        _("what they are"), max_length=80, help_text=_("Like: vaste gastvrouw.")
    )
    first_name = OneLineField(_("first name"), max_length=40, blank=True)
    languages = TagsField(_("languages"), tags=LANGUAGES)
    photo = models.ImageField(
        _("photo"),
        upload_to=files.people_path,
        blank=True,
        validators=[files.validate_photo],
    )
    name_consent_on = models.DateField(
        _("may show the name since"), null=True, blank=True
    )
    languages_consent_on = models.DateField(
        _("may show the languages since"), null=True, blank=True
    )
    photo_consent_on = models.DateField(
        _("may show the photo since"), null=True, blank=True
    )

    objects = FaceQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            *PageMedia.Meta.constraints,
            *(
                models.CheckConstraint(
                    condition=Q(**{field: ""}) | Q(**{f"{consent}__isnull": False}),
                    name=f"%(class)s_{name}_is_shown_with_consent",
                    violation_error_message=_(
                        "Only with their consent: say since which day they agree."
                    ),
                )
                for name, field, consent in [
                    ("name", "first_name", "name_consent_on"),
                    ("languages", "languages", "languages_consent_on"),
                    ("photo", "photo", "photo_consent_on"),
                ]
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.thing})"

    @property
    def in_words(self):
        return self.title

    def lose_picture(self):
        """Without the photo, the host stays."""
        self.photo, self.photo_consent_on = "", None
        self.save()

    def lose_consents(self, limit: date) -> None:
        """Without what they agreed to on this day or before it; saved."""
        for name, consent in PERSONAL.items():
            since = getattr(self, consent)
            if since and since <= limit:
                self.take_away(name)
        self.save()

    def take_away(self, name: str) -> None:
        """Without one of what is `PERSONAL`, its file too; unsaved."""
        if name == self.PICTURE:
            files.erase(self.photo)
        setattr(self, name, self._meta.get_field(name).get_default())
        setattr(self, PERSONAL[name], None)

    @property
    def agreed_to(self) -> list[str]:
        """What is personal and kept, in words."""
        fields = (self._meta.get_field(name) for name in PERSONAL)
        return [
            str(field.verbose_name) for field in fields if field.value_from_object(self)
        ]

    def holds(self, field: str) -> bool:
        """Whether they agree to this now: not too long ago, and not later on."""
        since, today = getattr(self, PERSONAL[field]), localdate()
        return bool(since and today - CONSENT_LASTS < since <= today)

    def _with_consent(self, field):
        return getattr(self, field) if self.holds(field) else None

    @property
    def must_be_asked(self) -> bool:
        """Whether something is shown no more because they agreed too long ago."""
        limit = localdate() - CONSENT_LASTS
        days = (getattr(self, consent) for consent in PERSONAL.values())
        return any(day and day <= limit for day in days)

    @property
    def shown_name(self):
        return self._with_consent("first_name")

    @property
    def shown_languages(self):
        return self._with_consent("languages")

    @property
    def shown_picture(self):
        return self._with_consent("photo")


def history_of_face(*also: str) -> HistoricalRecords:
    """Nothing personal, `also` not these fields: what someone no longer agrees to must
    be gone."""
    return HistoricalRecords(
        excluded_fields=[*PERSONAL, *PERSONAL.values(), "changed_at", *also],
        cascade_delete_history=True,
    )


class Host(FixedFace):
    """Who you meet there every time: "vaste gastvrouw van …"."""

    OF = "initiative"

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="hosts", verbose_name=_("initiative")
    )

    history = history_of_face()

    class Meta(FixedFace.Meta):
        abstract = False
        ordering = ["pk"]
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
