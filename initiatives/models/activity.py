from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.kit.tags import TagsField
from common.moderation.states import Moderated
from common.plain.models import WithEase
from common.translations.models import Translated
from initiatives.facts import freshness, shown_as, wording
from initiatives.facts.recurrence import Change, Kind, Series
from initiatives.facts.rules import Rule
from initiatives.facts.vocabulary import FEELINGS, LANGUAGES
from initiatives.models.initiative import Initiative
from initiatives.models.organisation import Organisation
from initiatives.models.querysets import ActivityQuerySet, OccurrenceQuerySet
from initiatives.models.seats import TakesPeople
from places.models import Cost, Neighbourhood, Place
from themes.dimensions import DimensionsField

LONGEST = 24 * 60  # minutes
AHEAD = timedelta(days=400)  # how far the dates of a series are kept


def validate_rule(text: str) -> None:
    try:
        Rule.parse(text)
    except ValueError:
        raise ValidationError(_("This is no rule that we know.")) from None


class Activity(TakesPeople, WithEase, Translated, Moderated):
    """Something at a place and a time, where anyone may come."""

    Cost = Cost

    name = OneLineField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    initiative = models.ForeignKey(
        Initiative,
        models.SET_NULL,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name=_("initiative"),
    )
    description = LinesField(
        _("description"), max_length=2000, help_text=_("What do you do together?")
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name=_("place"),
    )
    where = OneLineField(
        _("where"),
        max_length=200,
        blank=True,
        help_text=_("At the place: which room or which bench. Or where it is instead."),
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        models.SET_NULL,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name=_("neighbourhood"),
        help_text=_("Empty: that of the place."),
    )
    themes = models.ManyToManyField(
        "themes.Theme", related_name="activities", blank=True, verbose_name=_("themes")
    )
    feelings = TagsField(_("what you can do there"), tags=FEELINGS)
    languages = TagsField(_("languages"), tags=LANGUAGES)
    dimensions = DimensionsField(_("positive health"))
    cost = OneLineField(_("cost"), max_length=12, choices=Cost, default=Cost.UNKNOWN)
    cost_note = OneLineField(_("about the cost"), max_length=120, blank=True)
    website = models.URLField(_("website"), blank=True)

    # For who comes the first time; empty is "not known yet".
    received_by = OneLineField(_("who receives me"), max_length=200, blank=True)
    first_minutes = OneLineField(
        _("what happens the first ten minutes"), max_length=300, blank=True
    )
    may_come_alone = models.BooleanField(_("can I come alone"), null=True, blank=True)
    may_just_sit = models.BooleanField(_("may I just sit"), null=True, blank=True)
    must_sign_up = models.BooleanField(_("must I sign up"), null=True, blank=True)

    first_on = models.DateField(_("first day"))
    starts_at = models.TimeField(_("from"))
    minutes = models.PositiveIntegerField(
        _("how long, in minutes"),
        null=True,
        blank=True,
        help_text=_("Empty: it is not known until when."),
    )
    rule = OneLineField(
        _("how often"),
        max_length=120,
        blank=True,
        validators=[validate_rule],
        help_text=_("RRULE of RFC 5545; empty for once."),
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    # Derived, as the dates are: see initiatives.deciding.upkeep.
    words = LinesField(editable=False, default="")
    # The word for what it is shown as, by another app: see `facts.shown_as`.
    shown_as = OneLineField(
        _("shown as"), max_length=20, editable=False, blank=True, default=""
    )
    # Of the earlier part of a series that another app shows as one thing with it.
    goes_on_as = models.ForeignKey(
        "self",
        models.CASCADE,
        related_name="earlier_parts",
        null=True,
        blank=True,
        editable=False,
    )
    # Of the earlier part of any series: what goes on at the address that both had.
    parted_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="parts_before",
        null=True,
        blank=True,
        editable=False,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "activiteit"
    translated = ["description"]
    formatters = {"rule": lambda text: wording.in_words(Rule.parse(text))}
    history = HistoricalRecords(
        excluded_fields=[
            "created_at",
            "changed_at",
            "words",
            "shown_as",
            "goes_on_as",
            "parted_from",
        ],
        m2m_fields=[themes],
    )
    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        permissions = [("decide_activity", _("May decide about activities"))]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(slug=""),
                name="activity_has_a_name",
                violation_error_message=_("Give the activity a name."),
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=False) | ~Q(where=""),
                name="activity_is_somewhere",
                violation_error_message=_("Say where it is."),
            ),
            models.CheckConstraint(
                condition=Q(cost__in=Cost.values), name="activity_cost_is_known"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                name="activity_has_a_seat",
                violation_error_message=_("At least one seat, or leave it empty."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True)
                | Q(minutes__gte=1, minutes__lte=LONGEST),
                name="activity_lasts_at_most_a_day",
                violation_error_message=_("It can last at most a day."),
            ),
        ]

    def __str__(self):
        return self.name

    def forget_doubts(self) -> None:
        """They are answered: someone said how it is."""
        self.remarks.exclude(said="klopt").delete()

    def get_absolute_url(self):
        return reverse(shown_as.of(self.shown_as).page, args=[self.slug])

    @property
    def whole_id(self) -> int:
        """The id of what it is shown as one thing with; else its own."""
        return self.goes_on_as_id or self.pk

    def freshness(self, today: date | None = None) -> str:
        if self.checked_on is None:
            return Place.Freshness.UNCHECKED
        limit = freshness.limit(today or timezone.localdate())
        is_overdue = self.checked_on < limit
        return Place.Freshness.OVERDUE if is_overdue else Place.Freshness.FRESH

    def is_left_out(self, today: date | None = None) -> bool:
        """Whether lists leave it out, because its check is out of date for so long."""
        limit = freshness.left_out_limit(today or timezone.localdate())
        return self.checked_on is not None and self.checked_on < limit

    @property
    def where_in_words(self) -> str:
        """The place, the room in it and the address, as far as they are known."""
        place = self.place
        known = [place and place.name, self.where, place and place.address]
        return ", ".join(part for part in known if part)

    @property
    def series(self) -> Series:
        """When it is, the changes of single dates included."""
        return self.series_with(change.as_change() for change in self.changes.all())

    def series_with(self, changes: Iterable[Change]) -> Series:
        """The same with these changes instead of those that are kept."""
        rule = Rule.parse(self.rule) if self.rule else None
        return Series(self.first_on, self.starts_at, self.minutes, rule, tuple(changes))


class DateChange(models.Model):
    """One date on which an activity differs from its rule."""

    class Kind(models.TextChoices):
        SKIP = "skip", _("is not on this day")
        CANCEL = "cancel", _("is called off")
        MOVE = "move", _("is at another time")
        EXTRA = "extra", _("is an extra time")

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="changes", verbose_name=_("activity")
    )
    rule_date = models.DateField(_("day"))
    kind = OneLineField(_("kind of change"), max_length=6, choices=Kind)
    to = models.DateField(_("new day"), null=True, blank=True)
    at = models.TimeField(_("new time"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    reason = OneLineField(
        _("reason"), max_length=200, blank=True, help_text=_("Everyone can read it.")
    )
    was_extra = models.BooleanField(default=False, editable=False)  # if called off
    # Staff and who organises it see this, nobody else: see `calling_off`.
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("called off by"),
    )
    called_off_at = models.DateTimeField(
        _("called off at"), null=True, blank=True, editable=False
    )
    called_off_by_mail = models.BooleanField(default=False, editable=False)

    history = HistoricalRecords(
        excluded_fields=["called_off_by", "called_off_at", "called_off_by_mail"]
    )

    class Meta:
        ordering = ["rule_date"]
        verbose_name = _("changed date")
        verbose_name_plural = _("changed dates")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "rule_date"],
                name="a_date_changes_once",
                violation_error_message=_("This day has been changed already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["skip", "cancel", "move", "extra"]),
                name="date_change_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind="move") | Q(to__isnull=False) | Q(at__isnull=False),
                name="a_move_says_where_to",
                violation_error_message=_("Say to which day or time it moves."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True)
                | Q(minutes__gte=1, minutes__lte=LONGEST),
                name="date_change_lasts_at_most_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.activity}: {self.rule_date}"

    def save(self, *args, **kwargs):
        if self.kind != self.Kind.CANCEL:
            self.called_off_by = self.called_off_at = None
            self.called_off_by_mail = False
        super().save(*args, **kwargs)

    def as_change(self) -> Change:
        return Change(
            Kind(self.kind),
            self.rule_date,
            self.to,
            self.at,
            self.minutes,
            self.reason,
            self.was_extra,
        )


class Occurrence(models.Model):
    """One time that an activity is; computed from its rule, never edited."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="occurrences", verbose_name=_("activity")
    )
    rule_date = models.DateField(_("day by the rule"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True)  # None: nobody knows
    over_at = models.DateTimeField(_("in lists until"))
    is_cancelled = models.BooleanField(_("called off"), default=False)
    is_moved = models.BooleanField(_("moved"), default=False)
    reason = OneLineField(_("reason"), max_length=200, blank=True)
    # What else is known of this one time: see `facts.shown_as`.
    is_full = models.BooleanField(_("full"), default=False)
    has_stand_in = models.BooleanField(_("with a stand-in"), default=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("time")
        verbose_name_plural = _("times")
        indexes = [
            models.Index(fields=["starts_at", "over_at"], name="occurrence_in_time"),
            models.Index(fields=["activity", "starts_at"], name="occurrence_of_one"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "rule_date"], name="one_occurrence_a_date"
            ),
            models.CheckConstraint(
                condition=Q(over_at__gt=F("starts_at"))
                & (Q(ends_at__isnull=True) | Q(ends_at=F("over_at"))),
                name="occurrence_takes_time",
            ),
        ]

    def __str__(self):
        return f"{self.activity}: {self.starts_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        activity = self.activity
        page = shown_as.of(activity.shown_as).time
        return reverse(page, args=[activity.slug, self.rule_date])

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)

    def has_begun(self, now: datetime) -> bool:
        """Whether it is on, as far as anyone knows; what is called off is not."""
        return self.starts_at <= now < self.over_at and not self.is_cancelled

    def is_over(self, now: datetime) -> bool:
        return self.over_at <= now
