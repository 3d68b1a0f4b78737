"""When something is, in plain words: once, or by a rule."""

from datetime import date, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from initiatives.dates.series import there_already
from initiatives.facts import holidays
from initiatives.facts.recurrence import Change, Kind, Series, clash, following
from initiatives.facts.rules import MOST_DAYS, NotARule
from initiatives.facts.wording import WEEKS, in_words
from initiatives.forms import often
from initiatives.forms.often import AS_IT_IS, FULL, LOOSE, SIMPLE, WEEKLY

LONGEST = 16 * 60  # minutes: more is a typing error
YEARS_AHEAD = timedelta(days=5 * 366)
OLDEST = date(2000, 1, 1)
DAY = timedelta(days=1)
AHEAD = 8  # times that are shown while choosing
FAR = _("That day is very far away. Is the year right?")


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
        label=_("Until"), required=False, help_text=_("Left empty: not known yet.")
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
        has_wrong = "ends_at" in self.errors
        if not self.is_near(first):
            self.add_error("first_on", FAR)
        elif not has_wrong:
            self._make_series(first, starts_at, minutes, cleaned)
        return cleaned

    def may_have_no_time(self, cleaned) -> bool:
        return False

    def _minutes(self, starts_at: time, ends_at: time | None) -> int | None:
        if ends_at is None:
            return None
        start = starts_at.hour * 60 + starts_at.minute
        minutes = (ends_at.hour * 60 + ends_at.minute - start) % (24 * 60)
        if 0 < minutes <= LONGEST:
            return minutes
        self.add_error("ends_at", _("It ends before it begins, or lasts very long."))
        return None

    @staticmethod
    def is_near(day: date) -> bool:
        return OLDEST <= day <= timezone.localdate() + YEARS_AHEAD

    def _make_series(self, first, starts_at, minutes, cleaned):
        try:
            rule = often.rule_of(first, cleaned)
        except NotARule:
            self.add_error("repeat", _("That does not go together. Choose again."))
            return
        until = cleaned.get("until")
        if rule and ((until and until < first) or rule.first_on(first) is None):
            message = _("There is not one time then: it ends before it begins.")
            self.add_error("until" if "until" in self.fields else "repeat", message)
            return
        first, extra = self._days(first, rule, cleaned)
        series = Series(first, starts_at, minutes, rule, tuple(extra))
        if found := self._twice(series, cleaned):
            self.add_error("extra", found)
            return
        self.series = series

    def _days(self, first, rule, cleaned) -> tuple[date, list[Change]]:
        """The first day, and those that are no date of the rule. Without a rule the
        earliest is the first, unless it has a time of its own."""
        extra = {change.rule_date: change for change in cleaned.get("extra") or []}
        if rule:
            first = rule.first_on(first)
            known = _dates_of(rule, first, extra)
            return first, [extra[day] for day in extra if day not in known]
        usual = [first, *(day for day in extra if extra[day].at is None)]
        known, first = first, min(usual)
        extra.setdefault(known, Change(Kind.EXTRA, known))
        return first, [extra[day] for day in sorted(extra) if day != first]

    def _twice(self, series, cleaned) -> str:
        """What is written as an extra time and is there already, in words."""
        days = {change.rule_date: change for change in cleaned.get("extra") or []}
        own = {day for day in days if days[day].at is not None}
        known = {series.first}
        if series.rule:
            known = _dates_of(series.rule, series.first, days)
        if at := sorted(own & known):
            return there_already(series.time_of(at[0]))
        if not series.changes:
            return ""
        begin = min(change.rule_date for change in series.changes)
        end = max(change.rule_date for change in series.changes)
        found = clash(series.times(begin - DAY, end + 2 * DAY))
        return there_already(found) if found else ""


def _dates_of(rule, first: date, days) -> set[date]:
    """Those of these days, and all before them, that are dates of a rule."""
    return set(rule.dates(first, first, max([first, *days]) + DAY)) if days else set()


class FullWhenFields(WhenFields):
    """The same, with every rule that we know."""

    every = forms.IntegerField(
        label=_("Every how many days, weeks or months?"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=1,
        required=False,
        help_text=_("1 is every day, week or month, 2 every other one."),
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
    also_weeks = forms.TypedMultipleChoiceField(
        label=_("And also in another week?"),
        choices=[(number, name) for number, name in WEEKS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For “the first Monday and the third Thursday”."),
    )
    also_days = forms.TypedMultipleChoiceField(
        label=_("On which days is that?"),
        choices=[(number, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    month_days = OneLineInput(
        label=_("By the month: on which dates?"),
        max_length=60,
        required=False,
        help_text=_("Like: 1, 15, last. Left empty: the date of the first time."),
    )
    not_months = forms.TypedMultipleChoiceField(
        label=_("In which months is it not?"),
        choices=[(number, name) for number, name in MONTHS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every year. They are left out, nobody sees “called off”."),
    )
    until = day_field(
        label=_("Until which day?"),
        required=False,
        help_text=_("The last day on which it may be. Left empty: without end."),
    )
    extra = forms.CharField(
        label=_("On which loose or extra days?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Like: 6-3-2027, 20 maart 2027 14.00-16.00. Without a time: as above."
        ),
    )
    rule_now = None  # a rule that these fields cannot show

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["repeat"].choices = FULL

    def show(self, series: Series) -> None:
        """Initial values: a series that exists, whose single dates are asked apart."""
        self.initial |= initial_of(series)
        self.ask_single_dates_apart()
        if self.initial["repeat"] == AS_IT_IS:
            self.rule_now = series.rule
            choices = self.fields["repeat"].choices
            as_it_is = (AS_IT_IS, in_words(series.rule))
            self.fields["repeat"].choices = [*choices, as_it_is]

    def ask_single_dates_apart(self) -> None:
        del self.fields["extra"]
        choices = [choice for choice in FULL if choice[0] != LOOSE]
        self.fields["repeat"].choices = choices

    def clean_month_days(self):
        return _read(often.read_month_days, self.cleaned_data["month_days"])

    def clean_extra(self):
        days = _read(often.read_days, self.cleaned_data["extra"])
        if any(not self.is_near(change.rule_date) for change in days):
            raise forms.ValidationError(FAR)
        return days

    def clean(self):
        self.cleaned_data["rule_now"] = self.rule_now
        if self.cleaned_data.get("repeat") == LOOSE and not (
            self.cleaned_data.get("extra") or "extra" in self.errors
        ):
            self.add_error("extra", _("Write the other days here."))
        return super().clean()


def _read(reader, text):
    try:
        return reader(text)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


RULE_FIELDS = ["first_on", "starts_at", "ends_at", "repeat", "every", "until"]
RULE_FIELDS += ["days", "weeks", "also_days", "also_weeks", "month_days", "not_months"]
RULE_FIELDS += ["extra"]


class PreviewForm(FullWhenFields):
    """What a form says about when, to show the dates of it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = dict([*FULL, *SIMPLE])
        self.fields["repeat"].choices = list(known.items())


def initial_of(series: Series) -> dict:
    """What the fields show of a series that exists."""
    known = {
        "first_on": series.first,
        "starts_at": series.at,
        "ends_at": end_of(series.at, series.minutes),
    }
    return known | often.fields_of(series.rule)


def end_of(at: time, minutes: int | None) -> time | None:
    """By the clock, of what begins at a time; None when nobody said."""
    if minutes is None:
        return None
    end = (at.hour * 60 + at.minute + minutes) % (24 * 60)
    return time(end // 60, end % 60)


def next_times(series: Series, today: date) -> list:
    return list(following(series, today, AHEAD))


def dates_to_skip(series: Series, today: date, ahead: timedelta, calendar) -> dict:
    """For each kind of holidays the dates of a series that fall on one."""
    times = series.times(today, today + ahead)
    return holidays.falling([each.rule_date for each in times], calendar)
