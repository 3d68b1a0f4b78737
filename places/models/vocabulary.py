from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.bilingual import InTwoLanguages
from common.kit.one_line import OneLineField
from common.translations.models import Translated
from places.facts.cost import Cost
from places.facts.facilities import BY_SLUG
from places.facts.questions import validate_questions
from places.textindex.words import phrase_of


def split_slugs(text: str) -> set[str]:
    return {part.strip() for part in text.split(",") if part.strip()}


def validate_facilities(text):
    wrong = sorted(split_slugs(text) - BY_SLUG.keys())
    if wrong:
        message = _("There is no “%(wrong)s”. There are: %(known)s.")
        words = {"wrong": ", ".join(wrong), "known": ", ".join(BY_SLUG)}
        raise ValidationError(message, params=words)


class PlaceKind(InTwoLanguages, Translated):
    """A sort of place, such as a bench, a park or a library."""

    slug = models.SlugField(
        _("slug"), unique=True, help_text=_("Part of addresses; do not change it.")
    )
    name = OneLineField(_("name"), max_length=60)
    name_en = OneLineField(_("name in English"), max_length=60, blank=True)
    icon = models.SlugField(
        _("icon"), default="place", help_text=_("A name from static/icons/icons.svg.")
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=50, help_text=_("Lists show low numbers first.")
    )
    osm_tags = OneLineField(
        _("tags of OpenStreetMap"),
        max_length=200,
        blank=True,
        help_text=_("An import knows the kind by one of these: “amenity=bench, …”."),
    )
    words = OneLineField(
        _("words in imports"),
        max_length=200,
        blank=True,
        help_text=_(
            "What other sources call it, separated by commas: “bank, zitbank”."
        ),
    )
    cost = OneLineField(
        _("usual cost"), max_length=12, choices=Cost, default=Cost.UNKNOWN
    )
    opening_hours = OneLineField(
        _("usual opening hours"),
        max_length=20,
        blank=True,
        choices=[("24/7", _("always accessible"))],
        help_text=_("Empty: unknown, unless the place itself says."),
    )
    shelf_life = models.PositiveSmallIntegerField(
        _("shelf life in months"),
        default=12,
        validators=[MinValueValidator(1)],
        help_text=_("After this time a check is out of date."),
    )
    is_listed = models.BooleanField(
        _("in the usual results"),
        default=True,
        help_text=_("If not, it is found only when someone asks for this kind."),
    )
    is_inside = models.BooleanField(
        _("inside"),
        null=True,
        blank=True,
        help_text=_("Whether one sits inside there. Empty: it differs."),
    )
    is_staffed = models.BooleanField(
        _("someone is there when it is open"),
        default=False,
        help_text=_("A library or a community centre, say. Found with “people now”."),
    )
    facilities = OneLineField(
        _("always has"),
        max_length=120,
        blank=True,
        validators=[validate_facilities],
        help_text=_("What every place of this type has."),
    )
    asked = OneLineField(
        _("what we ask passers-by"),
        max_length=200,
        blank=True,
        validators=[validate_questions],
        help_text=_("What makes sense to ask about it when we don’t know it."),
    )
    themes = models.ManyToManyField(
        "themes.Theme",
        related_name="kinds",
        blank=True,
        verbose_name=_("themes"),
        help_text=_("Every place of this kind belongs to these."),
    )

    word = "soort"
    translated = ["name"]
    history = HistoricalRecords(m2m_fields=[themes])

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("type of place")
        verbose_name_plural = _("types of places")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shelf_life__gte=1),
                name="placekind_has_a_shelf_life",
                violation_error_message=_("The shelf life is at least one month."),
            ),
            models.CheckConstraint(
                condition=models.Q(cost__in=Cost.values), name="placekind_cost_is_known"
            ),
        ]

    def __str__(self):
        return self.in_language("name")

    def get_absolute_url(self):
        return f"{reverse('places:list')}?soort={self.slug}"

    @property
    def facility_slugs(self) -> set[str]:
        return split_slugs(self.facilities)

    @property
    def tag_list(self) -> list[tuple[str, str]]:
        """The tags as (key, value)."""
        tags = [tag.strip().partition("=") for tag in self.osm_tags.split(",")]
        return [(key, value) for key, _sign, value in tags if key]

    @property
    def word_list(self) -> list[str]:
        words = [self.slug, self.name, *self.words.split(",")]
        return [word.strip().casefold() for word in words if word.strip()]


class Dataset(models.Model):
    """Where entries come from, and how its maker wants to be named."""

    slug = models.SlugField(_("slug"), unique=True)
    name = OneLineField(_("name"), max_length=120)
    publisher = OneLineField(_("publisher"), max_length=120, blank=True)
    licence = OneLineField(_("licence"), max_length=60, blank=True)
    attribution = OneLineField(
        _("attribution"),
        max_length=200,
        blank=True,
        help_text=_("Shown wherever its places are: “© OpenStreetMap contributors”."),
    )
    url = models.URLField(_("address"), blank=True)
    is_invented = models.BooleanField(
        _("invented"),
        default=False,
        help_text=_("An example to try the site with; each of its pages says so."),
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.name

    @property
    def credit(self) -> str:
        """How to name this source beside its data."""
        words = self.attribution or self.publisher or self.name
        return f"{words} ({self.licence})" if self.licence else words


class Synonym(models.Model):
    """Words that mean the same to someone who searches."""

    words = OneLineField(
        _("words"),
        max_length=300,
        help_text=_("Separated by commas: “bieb, bibliotheek, leeszaal”."),
    )
    finds = OneLineField(
        _("also finds"),
        max_length=300,
        blank=True,
        help_text=_(
            "Empty: the words mean the same. Else who types one of them also finds "
            "this, but not the other way round: “voetbal” also finds “sportplek”."
        ),
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["words"]
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self):
        return f"{self.words} → {self.finds}" if self.finds else self.words

    def clean(self):
        """Words without letters or digits would be the same as nothing."""
        for name in ("words", "finds"):
            phrases = [each for each in getattr(self, name).split(",") if each.strip()]
            silent = [each.strip() for each in phrases if not phrase_of(each)]
            if silent:
                message = _("“%(words)s” says nothing to search for.")
                words = {"words": ", ".join(silent)}
                raise ValidationError({name: ValidationError(message, params=words)})
            if name == "words" and len(phrases) < 2 and not self.finds.strip():
                message = _("Give at least two, separated by commas.")
                raise ValidationError({name: message})
