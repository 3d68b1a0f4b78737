from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import OneLineField
from common.kit.tags import TagsField
from common.photos import files
from common.photos.models import PageMedia
from initiatives.facts.vocabulary import LANGUAGES
from initiatives.models.initiative import Initiative

# What is personal about a host, and the day since when it may be shown.
PERSONAL = {
    "first_name": "name_consent_on",
    "languages": "languages_consent_on",
    "photo": "photo_consent_on",
}


class Host(PageMedia):
    """Who you meet there every time: "vaste gastvrouw van …"."""

    OF = "initiative"
    PICTURE = "photo"

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="hosts", verbose_name=_("initiative")
    )
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

    # Nothing personal: what someone no longer agrees to must be gone.
    history = HistoricalRecords(
        excluded_fields=[*PERSONAL, *PERSONAL.values(), "changed_at"],
        cascade_delete_history=True,
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        constraints = [
            *PageMedia.Meta.constraints,
            *(
                models.CheckConstraint(
                    condition=Q(**{field: ""}) | Q(**{f"{consent}__isnull": False}),
                    name=f"host_{name}_is_shown_with_consent",
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
        return f"{self.title} ({self.initiative})"

    @property
    def in_words(self):
        return self.title

    def lose_picture(self):
        """Without the photo, the host stays."""
        self.photo, self.photo_consent_on = "", None
        self.save()

    @property
    def agreed_to(self) -> list[str]:
        """What is personal and kept, in words."""
        fields = (self._meta.get_field(name) for name in PERSONAL)
        return [
            str(field.verbose_name) for field in fields if field.value_from_object(self)
        ]

    def _with_consent(self, field):
        since = getattr(self, PERSONAL[field])
        return getattr(self, field) if since and since <= localdate() else None

    @property
    def shown_name(self):
        return self._with_consent("first_name")

    @property
    def shown_languages(self):
        return self._with_consent("languages")

    @property
    def shown_picture(self):
        return self._with_consent("photo")
