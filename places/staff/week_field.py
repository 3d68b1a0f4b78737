"""The form field with which staff fill in opening hours: a week in a grid."""

import re
from datetime import date
from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places import hours as opening
from places.hours import clock
from places.hours.grid import CLOSED, MOST_SPANS, Day, Grid, of_hours, to_hours
from places.hours.rules import DAY

USUAL, ALWAYS, WEEK, KEEP = "usual", "always", "week", "keep"
SAYS_NOTHING, SHUT, OPENS = "", "closed", "open"
TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
DAYS_AHEAD = 8
HOLIDAYS = 7  # the row after Sunday
NAMES = [*WEEKDAYS.values(), gettext_lazy("public holidays")]


def lines_ahead(hours: str, first: date | None = None) -> list[str]:
    """The next eight days in words, today first; nothing for hours that say nothing."""
    first = first or timezone.localdate()
    if not hours or opening.problem_with(hours):
        return []
    days = opening.week_ahead(hours, first, clock.calendar(), DAYS_AHEAD)
    return [day.sentence for day in days]


class WeekWidget(forms.Widget):
    """The grid. Its value is hours in the grammar, or what was typed and is wrong."""

    template_name = "places/staff/week.html"

    class Media:
        css = {"all": ["css/places/week.css"]}
        js = [forms.widgets.Script("js/places/staff/week.js", type="module")]

    def value_from_datadict(self, data, files, name):
        return {key: data.get(f"{name}-{key}", "").strip() for key in _keys()}

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-mode" not in data

    def use_required_attribute(self, initial):
        return False

    def id_for_label(self, id_):
        return ""  # a group of fields; the legend names it

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        cells = value if isinstance(value, dict) else cells_of(value or "")
        hours = hours_of(cells) if _is_right(cells) else ""
        rows = [
            {
                "name": NAMES[row],
                "number": row,
                "cells": [
                    {
                        "start": f"{name}-{row}-{part}-start",
                        "start_value": cells.get(f"{row}-{part}-start", ""),
                        "end": f"{name}-{row}-{part}-end",
                        "end_value": cells.get(f"{row}-{part}-end", ""),
                        "is_second": part > 0,
                    }
                    for part in range(MOST_SPANS)
                ],
                "appointment": f"{name}-{row}-appointment",
                "by_appointment": cells.get(f"{row}-appointment"),
            }
            for row in range(len(NAMES))
        ]
        context["week"] = {
            "name": name,
            "mode": cells.get("mode") or WEEK,
            "kept": cells.get("kept", ""),
            "days": rows[:HOLIDAYS],
            "holiday_row": rows[HOLIDAYS],
            "holidays": cells.get("holidays", ""),
            "school": cells.get("school"),
            "lines": lines_ahead(hours),
        }
        return context


def _keys():
    spans = [f"{row}-{part}-{end}" for row in range(len(NAMES))
             for part in range(MOST_SPANS) for end in ("start", "end")]  # fmt: skip
    appointments = [f"{row}-appointment" for row in range(len(NAMES))]
    return ["mode", "kept", "holidays", "school", *spans, *appointments]


def _is_right(cells) -> bool:
    try:
        hours_of(cells)
    except ValidationError:
        return False
    return True


def cells_of(hours: str) -> dict[str, str]:
    """What the grid shows for hours in the grammar."""
    if not hours:
        return {"mode": USUAL, "holidays": SHUT}
    if hours == opening.ALWAYS:
        return {"mode": ALWAYS, "holidays": SHUT}
    grid = of_hours(hours)
    if grid is None:
        return {"mode": KEEP, "kept": hours, "holidays": SHUT}
    cells = {"mode": WEEK, "school": "on" if grid.closed_in_school_holidays else ""}
    for row, day in enumerate([*grid.days, grid.holidays or CLOSED]):
        for part, (start, end) in enumerate(day.spans):
            cells[f"{row}-{part}-start"] = clock_text(start)
            cells[f"{row}-{part}-end"] = clock_text(end)
        if day.by_appointment:
            cells[f"{row}-appointment"] = "on"
    shown = {None: SAYS_NOTHING, CLOSED: SHUT}
    return cells | {"holidays": shown.get(grid.holidays, OPENS)}


def clock_text(minutes: int) -> str:
    minutes = minutes if minutes <= DAY else minutes - DAY
    return f"{minutes // 60}.{minutes % 60:02}"


def hours_of(cells: dict[str, str]) -> str:
    """The grammar for what was filled in; ValidationError that names each wrong row."""
    mode = cells.get("mode") or USUAL
    if mode == KEEP and cells.get("kept"):
        return cells["kept"]
    if mode != WEEK:
        return opening.ALWAYS if mode == ALWAYS else ""
    errors, days = [], []
    for row in range(len(NAMES)):
        try:
            days.append(_day(cells, row))
        except ValidationError as error:
            errors += error.error_list
    if errors:
        raise ValidationError(errors)
    holidays = {SAYS_NOTHING: None, SHUT: CLOSED}.get(
        cells.get("holidays", ""), days[7]
    )
    if cells.get("holidays") == OPENS and days[HOLIDAYS] == CLOSED:
        raise ValidationError(_("Say from when to when it is open on public holidays."))
    hours = to_hours(Grid(tuple(days[:7]), holidays, bool(cells.get("school"))))
    if not hours:
        raise ValidationError(_("Fill in at least one day, or choose “unknown”."))
    if problem := opening.problem_with(hours):
        raise ValidationError(problem)
    return hours


def _day(cells, row) -> Day:
    spans = []
    for part in range(MOST_SPANS):
        start, end = (
            cells.get(f"{row}-{part}-{each}", "") for each in ("start", "end")
        )
        if start or end:
            spans.append(_span(row, start, end))
    by_appointment = bool(cells.get(f"{row}-appointment"))
    in_order = all(one[1] <= other[0] for one, other in pairwise(spans))
    if not in_order:
        raise _error(row, _("the second time begins before the first one ends"))
    return Day(tuple(spans), by_appointment)


def _span(row, start, end) -> tuple[int, int]:
    if not (start and end):
        raise _error(row, _("a time to begin and a time to end go together"))
    first, last = _minutes(row, start), _minutes(row, end)
    if first in (last, DAY):
        raise _error(row, _("it begins and ends at the same time"))
    return first, last if last > first else last + DAY


def _minutes(row, text) -> int:
    match = TIME.fullmatch(text)
    hour, minute = (int(part or 0) for part in match.groups()) if match else (99, 0)
    if hour * 60 + minute > DAY or minute > 59:
        raise _error(
            row, _("“%(text)s” is no time; write it like 9.30") % {"text": text}
        )
    return hour * 60 + minute


def _error(row, words) -> ValidationError:
    return ValidationError(
        _("%(day)s: %(words)s.") % {"day": NAMES[row], "words": words}
    )


class WeekField(forms.CharField):
    """Hours in the grammar of OpenStreetMap, filled in as a week."""

    widget = WeekWidget

    def clean(self, value):
        hours = hours_of(value) if isinstance(value, dict) else value or ""
        return super().clean(hours)

    def bound_data(self, data, initial):
        return data

    def has_changed(self, initial, data):
        if not isinstance(data, dict):
            return super().has_changed(initial, data)
        try:
            return hours_of(data) != (initial or "")
        except ValidationError:
            return True
