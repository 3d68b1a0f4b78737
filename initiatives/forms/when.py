"""When something is, in plain words: once, or by a rule."""

from datetime import date, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from initiatives.facts import holidays
from initiatives.facts.recurrence import (
    LAST,
    MOST_WEEKS,
    NotARule,
    Rule,
    Series,
    following,
)
from initiatives.facts.wording import WEEKS

USUAL = 120  # minutes, when nobody says until when
LONGEST = 16 * 60  # minutes: more is a typing error
YEARS_AHEAD = timedelta(days=5 * 366)
OLDEST = date(2000, 1, 1)
AHEAD = 8  # times that are shown while choosing
ONCE, WEEKLY, BIWEEKLY, MONTHLY = "once", "weekly", "biweekly", "monthly"
SIMPLE = [
    (WEEKLY, _("every week")),
    (BIWEEKLY, _("every other week")),
    (MONTHLY, _("every month, like the first Tuesday")),
    (ONCE, _("just once")),
]
FULL = [
    (ONCE, _("just once")),
    (WEEKLY, _("by the week")),
    (MONTHLY, _("by the month")),
]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)


def day_field(**kwargs):
    formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
    return forms.DateField(input_formats=formats, widget=DayInput, **kwargs)


def clock_field(**kwargs):
    formats = ["%H:%M", "%H.%M", "%H:%M:%S"]
    return forms.TimeField(input_formats=formats, widget=ClockInput, **kwargs)


class WhenFields(forms.Form):
    """The first day, the time, and how often; in `clean` they become `self.series`."""

    first_on = day_field(
        label=_("The first time"), error_messages={"required": _("Choose a day.")}
    )
    starts_at = clock_field(
        label=_("From"), error_messages={"required": _("Say at what time it begins.")}
    )
    ends_at = clock_field(
        label=_("Until"), required=False, help_text=_("Left empty: two hours later.")
    )
    repeat = forms.ChoiceField(
        label=_("How often?"),
        choices=SIMPLE,
        initial=WEEKLY,
        required=False,
        widget=forms.RadioSelect,
    )

    series: Series | None = None

    def clean(self):
        cleaned = super().clean()
        if self.may_have_no_time(cleaned):
            return cleaned
        first, starts_at = cleaned.get("first_on"), cleaned.get("starts_at")
        has_wrong = any(name in self.errors for name in RULE_FIELDS)
        if first is None or starts_at is None or has_wrong:
            return cleaned
        minutes = self._minutes(starts_at, cleaned.get("ends_at"))
        if minutes and self._is_near(first):
            self._make_series(first, starts_at, minutes, cleaned)
        return cleaned

    def may_have_no_time(self, cleaned) -> bool:
        return False

    def _minutes(self, starts_at: time, ends_at: time | None) -> int:
        if ends_at is None:
            return USUAL
        start = starts_at.hour * 60 + starts_at.minute
        minutes = (ends_at.hour * 60 + ends_at.minute - start) % (24 * 60)
        if 0 < minutes <= LONGEST:
            return minutes
        self.add_error("ends_at", _("It ends before it begins, or lasts very long."))
        return 0

    def _is_near(self, first: date) -> bool:
        if OLDEST <= first <= timezone.localdate() + YEARS_AHEAD:
            return True
        self.add_error("first_on", _("That day is very far away. Is the year right?"))
        return False

    def _make_series(self, first, starts_at, minutes, cleaned):
        try:
            rule = rule_of(first, cleaned)
        except NotARule:
            self.add_error("repeat", _("That does not go together. Choose again."))
            return
        until = cleaned.get("until")
        if rule and ((until and until < first) or rule.first_on(first) is None):
            message = _("There is not one time then: it ends before it begins.")
            self.add_error("until" if "until" in self.fields else "repeat", message)
            return
        if rule:
            first = rule.first_on(first)
        self.series = Series(first, starts_at, minutes, rule)


class FullWhenFields(WhenFields):
    """The same, with every rule that we know."""

    every = forms.IntegerField(
        label=_("Every how many weeks or months?"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=1,
        required=False,
        help_text=_("1 is every week or month, 2 every other one."),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=[(number, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: the day of the first time."),
    )
    weeks = forms.TypedMultipleChoiceField(
        label=_("By the month: which week?"),
        choices=[(number, name) for number, name in WEEKS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: the week of the first time."),
    )
    until = day_field(
        label=_("Until which day?"),
        required=False,
        help_text=_("The last day on which it may be. Left empty: without end."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["repeat"].choices = FULL


RULE_FIELDS = ["first_on", "starts_at", "ends_at", "repeat", "every", "until"]
RULE_FIELDS += ["days", "weeks"]


class PreviewForm(FullWhenFields):
    """What a form says about when, to show the dates of it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = dict([*FULL, *SIMPLE])
        self.fields["repeat"].choices = list(known.items())


def rule_of(first: date, cleaned: dict) -> Rule | None:
    """None for once; NotARule for what does not go together."""
    repeat = cleaned.get("repeat") or ONCE
    if repeat == ONCE:
        return None
    days = tuple(cleaned.get("days") or [first.weekday()])
    every = 2 if repeat == BIWEEKLY else cleaned.get("every") or 1
    weeks: tuple[int, ...] = ()
    if repeat == MONTHLY:
        number = (first.day - 1) // 7 + 1
        usual = number if number <= 4 else LAST
        weeks = tuple(cleaned.get("weeks") or [usual])
    return Rule(days, every, weeks, cleaned.get("until"))


def initial_of(series: Series) -> dict:
    """What the fields show of a series that exists."""
    start = series.at.hour * 60 + series.at.minute
    end = (start + series.minutes) % (24 * 60)
    known = {
        "first_on": series.first,
        "starts_at": series.at,
        "ends_at": time(end // 60, end % 60),
        "repeat": ONCE,
    }
    if rule := series.rule:
        known |= {
            "repeat": MONTHLY if rule.weeks else WEEKLY,
            "every": rule.every,
            "days": list(rule.days),
            "weeks": list(rule.weeks),
            "until": rule.until,
        }
    return known


def next_times(series: Series, today: date) -> list:
    return list(following(series, today, AHEAD))


def dates_to_skip(series: Series, today: date, ahead: timedelta, calendar) -> dict:
    """For each kind of holidays the dates of a series that fall on one."""
    times = series.times(today, today + ahead)
    return holidays.falling([each.rule_date for each in times], calendar)
