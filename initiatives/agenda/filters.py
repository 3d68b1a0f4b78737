"""The filters of the agenda: those of places, and what only activities have.

Their names and values are the public query string, and that is a contract.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import django_filters as filters
from django import forms
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.db.models.functions import TruncDate
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from initiatives.agenda import clauses
from initiatives.facts.vocabulary import FEELINGS, LANGUAGES
from initiatives.facts.words import asked_for
from initiatives.models import Activity, Occurrence
from initiatives.models.querysets import in_neighbourhood, left_out, overdue
from places.facts.derived import FACILITY_BITS, STEP_FREE
from places.finding.choices import when
from places.finding.choices.chosen import Clause, ToldFilter
from places.finding.shared_filters import NEAR, NO_SUCH, AlsoFilter, SharedFilterSet
from places.memory.selection import Selection
from places.models import Place
from themes.dimensions import DIMENSIONS

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
LONGEST_AHEAD = timedelta(days=365)
NOW = "nu"  # as a part of the day: what is on at this moment
ANY_PLACE = Selection(with_overdue=True)


class DayField(forms.DateField):
    """A day as 2026-12-05, within a year from now or back."""

    widget = forms.HiddenInput

    def __init__(self, *args, **kwargs):
        kwargs["input_formats"] = ["%Y-%m-%d"]
        super().__init__(*args, **kwargs)
        self.error_messages["invalid"] = _("Write a day like dag=2026-12-05.")

    def clean(self, value):
        day = super().clean(value)
        if day and abs(day - timezone.localdate()) > LONGEST_AHEAD:
            raise forms.ValidationError(_("Choose a day within a year from now."))
        return day


class DayFilter(ToldFilter):
    field_class = DayField

    def told(self, value, answer, filter_set):
        day = date_format(answer, "D j F")
        if filter_set.is_one_day:
            return day[:1].upper() + day[1:]
        return gettext("From %(day)s on") % {"day": day}


class PeriodFilter(ToldFilter, filters.ChoiceFilter):
    def told(self, value, answer, filter_set):
        return filter_set.filters["dag"].told("", filter_set.first_day, filter_set)


class ActivityFilterSet(SharedFilterSet):
    """From a query string to the times that activities are."""

    onbekend = AlsoFilter("onbekend", label=_("What is not sure"))
    verouderd = AlsoFilter("verouderd", label=_("What was not checked for too long"))

    zin = filters.MultipleChoiceFilter(
        label=_("What do you feel like?"),
        choices=FEELINGS,
        widget=CheckboxSelectMultiple,
        error_messages={"invalid_choice": NO_SUCH},
    )
    dimensie = filters.MultipleChoiceFilter(
        label=_("What is it good for? (positive health)"),
        choices=DIMENSIONS,
        widget=CheckboxSelectMultiple,
        error_messages={"invalid_choice": NO_SUCH},
    )
    taal = filters.MultipleChoiceFilter(
        label=_("Languages spoken"),
        choices=LANGUAGES,
        widget=CheckboxSelectMultiple,
        error_messages={"invalid_choice": NO_SUCH},
    )
    dagdeel = filters.MultipleChoiceFilter(
        label=_("When"),
        choices=[
            ("ochtend", _("In the morning")),
            ("middag", _("In the afternoon")),
            ("avond", _("In the evening")),
            (NOW, _("On now")),
        ],
        widget=CheckboxSelectMultiple,
        error_messages={"invalid_choice": NO_SUCH},
    )
    dag = DayFilter(label=_("Day"))
    periode = PeriodFilter(
        label=_("How many days"),
        choices=[("dag", _("One day")), ("week", _("A week"))],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Write periode=dag or periode=week.")},
    )

    NEVER_RELAXED = ("dag", "periode")  # see `next_fitting`
    DEFAULTS = {**SharedFilterSet.DEFAULTS, "periode": "week"}
    GO_WITH = {**SharedFilterSet.GO_WITH, "periode": "dag"}
    SAID_BY_IT = SharedFilterSet.SAID_BY_IT | {"periode"}
    CLAUSES = {
        "zin": Clause(clauses.felt_like, attaches=True),
        "dag": Clause(clauses.on_days, attaches=True),
        "periode": Clause(clauses.on_days, attaches=True),
        "dagdeel": Clause(clauses.in_part, attaches=True),
        "taal": Clause(clauses.spoken, attaches=True),
        "dimensie": Clause(clauses.good_for),
        **SharedFilterSet.CLAUSES,
    }

    class Meta:
        model = Activity
        fields = []

    def __init__(self, data, queryset=None, **kwargs):
        if time := data.get(when.TIME):
            data = data.copy()
            data["dagdeel"] = when.part_of(time)
        super().__init__(data, queryset, **kwargs)

    def noun(self):
        if self.is_valid() and not self.narrows:
            return gettext("What is on")
        return gettext("Activities")

    def at(self, day: date | None, part: str) -> str:
        """The query for a day and a part of it; now without a day."""
        part = part if day else NOW
        rest = [
            pair for pair in self.asked if pair[0] not in ("dag", "periode", "dagdeel")
        ]
        day_pairs = [("dag", f"{day}"), ("periode", "dag")] if day else []
        return self.query([*rest, *day_pairs, *([("dagdeel", part)] if part else [])])

    @property
    def is_one_day(self) -> bool:
        return self.form.cleaned_data["periode"] == "dag"

    @property
    def first_day(self) -> date:
        return self.form.cleaned_data["dag"] or timezone.localdate()

    @property
    def after(self) -> date:
        """The first day that is not asked for."""
        return self.first_day + (DAY if self.is_one_day else WEEK)

    @cached_property
    def conditions(self) -> "Conditions":
        """What is asked of an activity. Only of a filter that `is_valid()`."""
        return self._conditions(self.form.cleaned_data)

    def _conditions(self, asked) -> "Conditions":
        place = Selection(
            self._facets(asked),
            frozenset(kind.pk for kind in asked["soort"]) or None,
            near=asked["bij"] and (*asked["bij"], asked["straal"] or NEAR),
            box=asked["vak"],
            with_overdue=True,  # whether an activity is left out is its own question
        )
        return Conditions(
            place,
            is_free=asked["gratis"] != "alles",
            feelings=tuple(asked["zin"]),
            languages=tuple(asked["taal"]),
            dimensions=tuple(asked["dimensie"]),
            theme=asked["thema"] and asked["thema"].pk,
            neighbourhood=asked["buurt"] and asked["buurt"].pk,
            words=asked["q"] or "",
        )

    @staticmethod
    def _facets(asked) -> int:
        """Of the place: not the cost, the theme or whether it is in the usual list."""
        bits = sum(FACILITY_BITS[slug] for slug in set(asked["voorziening"]))
        return bits | (STEP_FREE if asked["drempelvrij"] else 0)

    def times(self, first: date | None = None, after: date | None = None):
        """Occurrences that are not over, with `is_sure`: does it surely fit? With
        `is_overdue` and `is_left_out`: how out of date the check of the activity is."""
        asked, today = self.form.cleaned_data, timezone.localdate()
        rows = self._not_over(first or self.first_day, after or self.after)
        sure, _maybe = self.conditions.as_q("activity__")
        surely = Value(True)
        if sure:
            surely = _true_where(sure)
        return rows.filter(self._fits(asked)).annotate(
            is_sure=surely,
            is_overdue=_true_where(overdue(today, "activity__")),
            is_left_out=_true_where(left_out(today, "activity__")),
        )

    @staticmethod
    def _not_over(first: date, after: date):
        rows = Occurrence.objects.published()
        return rows.on_days_still(first, after, timezone.now())

    def _fits(self, asked) -> Q:
        """That a time fits these answers: surely, or also maybe if that is asked; and
        that lists show it, or also what they leave out if that is asked."""
        fits = self._fits_if_shown(asked)
        if asked["verouderd"]:
            return fits
        return fits & ~left_out(timezone.localdate(), "activity__")

    def _fits_if_shown(self, asked) -> Q:
        sure, maybe = self._conditions(asked).as_q("activity__")
        fits = sure | maybe if asked["onbekend"] else sure
        return fits & _in_parts(asked["dagdeel"])

    def counts_by_day(self, first: date, after: date) -> dict[date, int]:
        """How many fit on each day; what began before midnight is on today."""
        rows = self._not_over(first, after).filter(self._fits(self.form.cleaned_data))
        rows = rows.annotate(on=TruncDate("starts_at")).values("on").order_by("on")
        counts: dict[date, int] = {}
        for day, count in rows.annotate(count=Count("pk")).values_list("on", "count"):
            counts[max(day, first)] = counts.get(max(day, first), 0) + count
        return counts

    def counts_with(self, many):
        """One query, however many."""
        rows = self._not_over(self.first_day, self.after)
        counts = {
            f"way_{number}": Count("pk", filter=self._fits(asked))
            for number, asked in enumerate(many)
        }
        return list(rows.aggregate(**counts).values())

    def in_words(self, count, chosen):
        words = ngettext(
            "%(count)s activity without “%(chosen)s”",
            "%(count)s activities without “%(chosen)s”",
            count,
        )
        return words % {"count": count, "chosen": chosen}

    @cached_property
    def next_fitting(self) -> dict | None:
        """When nothing is found: the first day later on with something that fits, and
        how many times its link shows; two queries."""
        last = timezone.localdate() + LONGEST_AHEAD
        rows = self.times(self.after, last + DAY).order_by("starts_at")
        first = rows.values_list("starts_at", flat=True).first()
        if first is None:
            return None
        day = timezone.localdate(first)
        count = self.times(day, day + (self.after - self.first_day)).count()
        if self.is_one_day:
            words = ngettext(
                "But there is %(count)s on %(day)s",
                "But there are %(count)s on %(day)s",
                count,
            )
        else:
            words = ngettext(
                "But there is %(count)s from %(day)s on",
                "But there are %(count)s from %(day)s on",
                count,
            )
        text = words % {"count": count, "day": date_format(day, "l j F")}
        return {"text": text, "query": self.with_answers(dag=f"{day}")}

    def maybe_count(self) -> int:
        """How many more times may fit, but are not sure to."""
        sure, maybe = self.conditions.as_q("activity__")
        if not sure:
            return 0
        rows = self._not_over(self.first_day, self.after)
        rows = rows.filter(maybe).exclude(sure)
        rows = rows.in_lists(timezone.localdate())
        return rows.filter(_in_parts(self.form.cleaned_data["dagdeel"])).count()

    def left_out_count(self) -> int:
        """How many times fit but are left out: their check is long out of date."""
        rows = self._not_over(self.first_day, self.after)
        rows = rows.filter(left_out(timezone.localdate(), "activity__"))
        return rows.filter(self._fits_if_shown(self.form.cleaned_data)).count()

    def activities(self):
        """Published activities that surely fit, whenever they are."""
        sure, _maybe = self.conditions.as_q("")
        found = Activity.objects.published().filter(sure)
        if self.form.cleaned_data["verouderd"]:
            return found
        return found.in_lists(timezone.localdate())


@dataclass(frozen=True)
class Conditions:
    """What is asked of an activity, and of the place where it is."""

    place: Selection
    is_free: bool
    feelings: tuple[str, ...]
    languages: tuple[str, ...]
    dimensions: tuple[str, ...]
    theme: int | None
    neighbourhood: int | None
    words: str

    def as_q(self, prefix: str) -> tuple[Q, Q]:
        """What surely fits, and what may; `prefix` leads to the activity."""
        both = self._chosen(prefix) & self._in_neighbourhood(prefix)
        if self.words:
            both &= asked_for(self.words, prefix)
        sure, maybe = self._at_place(prefix)
        free = Q(**{f"{prefix}cost": "free"}) if self.is_free else Q()
        may_be_free = (
            Q(**{f"{prefix}cost__in": ["free", "unknown"]}) if self.is_free else Q()
        )
        return both & free & sure, both & may_be_free & maybe

    def _chosen(self, prefix) -> Q:
        """Any of the feelings, the languages and the dimensions, and the theme."""
        chosen = Q()
        for name in ["feelings", "languages", "dimensions"]:
            slugs = getattr(self, name)
            field = Activity._meta.get_field(name)
            any_of = Q()
            for slug in slugs:
                ((lookup, value),) = field.has(slug).items()
                any_of |= Q(**{f"{prefix}{lookup}": value})
            chosen &= any_of
        if self.theme is not None:
            themed = Activity.themes.through.objects.filter(theme=self.theme)
            chosen &= Q(Exists(themed.filter(activity=OuterRef(f"{prefix}pk"))))
        return chosen

    def _in_neighbourhood(self, prefix) -> Q:
        if self.neighbourhood is None:
            return Q()
        return in_neighbourhood(self.neighbourhood, prefix)

    def _at_place(self, prefix) -> tuple[Q, Q]:
        """Of what is somewhere else than at a place we know no facts."""
        if self.place == ANY_PLACE:
            return Q(), Q()
        places = Place.objects.published().filter(pk=OuterRef(f"{prefix}place"))
        sure = Exists(places.selected(self.place).order_by())
        may_be = replace(self.place, with_unknown=True)
        maybe = Q(Exists(places.selected(may_be).order_by()))
        if replace(self.place, facets=0) == ANY_PLACE:  # it asks not where
            maybe |= Q(**{f"{prefix}place__isnull": True})
        return Q(sure), maybe


def _true_where(condition: Q) -> Case:
    return Case(When(condition, Value(True)), default=Value(False))


def _in_parts(parts) -> Q:
    any_of = Q()
    for part in parts:
        if part == NOW:
            any_of |= Q(starts_at__lte=timezone.now())  # of what is not over
            continue
        begin, after = when.PARTS[part]
        any_of |= Q(starts_at__hour__gte=begin, starts_at__hour__lt=after)
    return any_of
