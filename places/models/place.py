from datetime import date

from django.conf import settings
from django.contrib.gis.db import models
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.duplicates.merging import Mergeable
from common.kit.bilingual import InTwoLanguages
from common.kit.geo import SIDE, metres_per_unit
from common.kit.one_line import LinesField, OneLineField
from common.moderation.states import Moderated
from common.plain.models import WithEase
from common.translations.models import Translated
from places import hours as opening
from places.facts import derived, freshness
from places.facts.cost import Cost
from places.facts.facilities import FACILITIES
from places.hours.in_words import in_words
from places.models.area import Neighbourhood
from places.models.querysets import PlaceQuerySet
from places.models.vocabulary import Dataset, PlaceKind

# Words in the address that are pages of their own.
RESERVED_SLUGS = ["kaart", "voorstellen", "aanmelden", "plekken", "printen"]


def validate_hours(hours):
    problem = opening.problem_with(hours)
    if problem:
        message = _("Not understood: %(problem)s. An example: Mo-Fr 09:00-17:00.")
        raise ValidationError(message, params={"problem": problem})


def yes_no_unknown(name):
    return models.BooleanField(name, null=True, blank=True)


class Place(Mergeable, InTwoLanguages, WithEase, Translated, Moderated):
    """A spot where anyone may sit down with someone else."""

    Cost = Cost

    class StepFree(models.TextChoices):
        YES = "yes", _("yes")
        LIMITED = "limited", _("partly")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("unknown")

    class Freshness(models.TextChoices):
        FRESH = "fresh", _("checked")
        OVERDUE = "overdue", _("check is out of date")
        UNCHECKED = "unchecked", _("not checked yet")

    class FoundBy(models.TextChoices):
        STAFF = "staff", _("staff chose it")
        DEMO = "demo", _("demonstration data")
        BOUNDARY = "boundary", _("by its boundary")
        NEAREST = "nearest", _("probably: a generalised boundary or the nearest")

    name = OneLineField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    kind = models.ForeignKey(
        PlaceKind,
        models.PROTECT,
        related_name="places",
        verbose_name=_("type of place"),
    )
    point = models.PointField(_("location"))
    address = OneLineField(_("address"), max_length=200, blank=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        models.SET_NULL,
        related_name="places",
        null=True,
        blank=True,
        verbose_name=_("neighbourhood"),
        help_text=_("Found by itself once the boundaries are there."),
    )
    neighbourhood_from = OneLineField(
        _("neighbourhood known from"), max_length=10, blank=True, choices=FoundBy
    )
    description = LinesField(
        _("description"), blank=True, help_text=_("What is it, and what is nice there?")
    )
    description_en = LinesField(_("description in English"), blank=True)
    website = models.URLField(_("website"), blank=True)

    cost = OneLineField(
        _("cost"),
        max_length=12,
        blank=True,
        choices=Cost,
        help_text=_("Empty: as usual for this type of place."),
    )
    cost_note = OneLineField(_("about the cost"), max_length=120, blank=True)
    opening_hours = OneLineField(
        _("opening hours"),
        max_length=255,
        blank=True,
        validators=[validate_hours],
        help_text=_("Like Mo-Fr 09:00-17:00. Empty: as usual for this type of place."),
    )
    step_free = OneLineField(
        _("without steps"), max_length=8, choices=StepFree, default=StepFree.UNKNOWN
    )
    backrest = yes_no_unknown(_("Backrest"))
    armrest = yes_no_unknown(_("Armrest"))
    toilets = yes_no_unknown(_("Toilet"))
    toilets_wheelchair = yes_no_unknown(_("Toilet for wheelchair users"))
    covered = yes_no_unknown(_("Roof or shelter"))
    lit = yes_no_unknown(_("Light after dark"))
    drinking_water = yes_no_unknown(_("Drinking water"))
    table = yes_no_unknown(_("Table"))
    playground = yes_no_unknown(_("Play equipment"))
    paved = yes_no_unknown(_("Paved path to it"))
    capacity = models.PositiveSmallIntegerField(
        _("how many people fit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Together, in one group. Empty: unknown."),
    )
    themes = models.ManyToManyField(
        "themes.Theme",
        related_name="places",
        blank=True,
        verbose_name=_("themes"),
        help_text=_("Besides those of its type."),
    )

    dataset = models.ForeignKey(
        Dataset,
        models.PROTECT,
        related_name="places",
        null=True,
        blank=True,
        verbose_name=_("source"),
    )
    source_id = OneLineField(_("id in the source"), max_length=120, blank=True)
    source_fields = models.JSONField(
        _("from the source"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("The fields that came from the source, with the value it gave."),
    )
    source_raw = models.JSONField(
        _("not understood"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("What the source said but could not be read."),
    )
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("Residents see this date; it tells them how fresh the entry is."),
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("checked by"),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    # Derived: see places.deciding.upkeep. What was not prepared cannot be saved.
    mercator_x = models.IntegerField(editable=False)
    mercator_y = models.IntegerField(editable=False)
    zorder = models.BigIntegerField(editable=False, db_index=True)
    facets = models.BigIntegerField(editable=False)
    possible = models.BigIntegerField(editable=False)
    expires_on = models.DateField(null=True, editable=False)  # last day of its check

    word = "plek"
    stays_behind = {
        "ImportRow.place": "tells which row an import wrote, and undoing asks for it",
        "VisitorFact.place": "what passers-by answer is about the one they stood at",
    }
    translated = ["description"]
    formatters = {"opening_hours": in_words}
    history = HistoricalRecords(
        excluded_fields=[*derived.FIELDS, "created_at", "changed_at"],
        m2m_fields=[themes],
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        permissions = [
            ("decide_place", _("May publish, refuse, hide and close places")),
            ("see_freshness", _("May see how fresh the places are")),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="place_by_name"),
            models.Index(fields=["state", "name"], name="place_by_state"),
            models.Index(fields=["kind", "checked_on"], name="place_by_check"),
            models.Index(
                fields=["ease"], condition=Q(ease__isnull=False), name="place_by_ease"
            ),
            models.Index(fields=["expires_on"], name="place_by_last_day"),
            models.Index(  # holds all that "what is near by?" asks
                fields=[
                    "state",
                    "mercator_x",
                    "mercator_y",
                    "facets",
                    "kind",
                    "expires_on",
                ],
                name="place_near_by",
            ),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint(
                fields=["dataset", "source_id"],
                condition=Q(dataset__isnull=False),
                name="place_once_per_source",
                violation_error_message=_(
                    "This source already has a place with this id."
                ),
            ),
            models.CheckConstraint(
                condition=Q(dataset__isnull=True, source_id="")
                | Q(dataset__isnull=False) & ~Q(source_id=""),
                name="place_source_and_id_go_together",
                violation_error_message=_("A source needs an id, and an id a source."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="place_has_a_name",
                violation_error_message=_("Give the place a name."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS) & ~Q(slug=""),
                name="place_slug_is_not_reserved",
                violation_error_message=_(
                    "This slug is the name of a page; choose another."
                ),
            ),
            models.CheckConstraint(
                condition=Q(cost__in=["", *Cost.values]), name="place_cost_is_known"
            ),
            models.CheckConstraint(
                condition=Q(step_free__in=["yes", "limited", "no", "unknown"]),
                name="place_step_free_is_known",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | Q(checked_on__isnull=False),
                name="place_check_has_a_date",
                violation_error_message=_("Say on which day it was checked."),
            ),
            models.CheckConstraint(
                condition=Q(possible__gte=F("facets")),
                name="place_may_be_what_it_is",
            ),
            models.CheckConstraint(
                condition=Q(
                    mercator_x__gte=0,
                    mercator_x__lt=SIDE,
                    mercator_y__gte=0,
                    mercator_y__lt=SIDE,
                    zorder__gte=0,
                    zorder__lt=SIDE * SIDE,
                ),
                name="place_lies_on_the_map",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("places:detail", args=[self.slug])

    def forget_doubts(self) -> None:
        """They are answered: someone said how it is. What passers-by told is ours from
        now on."""
        self.doubts.all().delete()
        self.visitor_facts.taken_over().delete()

    def hide_pictures(self):
        """Who kept the address of a picture on its page has nothing any more."""
        for photo in self.photos.all():
            photo.move_picture()
            photo.save_without_historical_record()

    def all_themes(self) -> list:
        """Its own themes and those of its kind, in their order."""
        themes = set(self.kind.themes.all())
        if self.pk:
            themes |= set(self.themes.all())
        return sorted(themes, key=lambda theme: theme.order)

    def theme_slugs(self) -> set[str]:
        return {theme.slug for theme in self.all_themes()}

    @property
    def actual_cost(self) -> str:
        """Its own cost, or what is usual for its kind."""
        return self.cost or self.kind.cost

    @property
    def actual_hours(self) -> str:
        """Its own hours, or what is usual for its kind; empty is unknown.

        A source that gave hours which nobody could read says at least that the usual
        ones may not hold.
        """
        if "opening_hours" in self.source_raw and not self.opening_hours:
            return ""
        return self.opening_hours or self.kind.opening_hours

    @property
    def is_always_open(self) -> bool:
        return self.actual_hours == opening.ALWAYS

    def metres_from(self, lat: float) -> int | None:
        """Metres as the crow flies to where `near` looked from, at that latitude; None
        for a place that no `near` found."""
        distance_squared = getattr(self, "distance_squared", None)
        return (
            None
            if distance_squared is None
            else round(distance_squared**0.5 * metres_per_unit(lat))
        )

    def facilities(self) -> list:
        """Each facility with yes (True), no (False) or unknown (None): its own, or what
        every place of its kind has."""
        usual = self.kind.facility_slugs
        own = [(each, getattr(self, each.field)) for each in FACILITIES]
        return [(each, True if so is None and each.slug in usual else so)
                for each, so in own]  # fmt: skip

    def freshness(self, today: date | None = None) -> str:
        if self.checked_on is None:
            return self.Freshness.UNCHECKED
        is_overdue = self.last_day() < (today or timezone.localdate())
        return self.Freshness.OVERDUE if is_overdue else self.Freshness.FRESH

    def last_day(self) -> date | None:
        """The last day on which its check holds; None when it was never checked."""
        if self.checked_on is None:
            return None
        return freshness.last_day(self.checked_on, self.kind.shelf_life)

    def is_left_out(self, today: date | None = None) -> bool:
        """Whether lists leave it out, because its check is out of date for so long."""
        limit = freshness.left_out_before(today or timezone.localdate())
        return self.checked_on is not None and self.last_day() < limit

    def missing(self) -> list:
        """What residents would like to know and nobody has written down yet."""
        wishes = {
            _("a description"): bool(self.description),
            _("opening hours"): bool(self.actual_hours),
            _("what it costs"): self.actual_cost != Cost.UNKNOWN,
            _("whether it is step-free"): self.step_free != self.StepFree.UNKNOWN,
            _("a check"): self.checked_on is not None,
        }
        return [wish for wish, is_there in wishes.items() if not is_there]
