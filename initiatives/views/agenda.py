"""The agenda: by day, as a week, and as a calendar to take along."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.web.http import public_page
from common.web.page_number import NoSuchPage, page_of
from initiatives.agenda import calendars
from initiatives.agenda.filters import DAY, WEEK, ActivityFilterSet
from initiatives.models import Occurrence
from places.finding.choices import chips, sheet, when
from places.finding.filters import CHILDREN

SHOWN = 8  # of a day in a week
PER_PAGE = 25
WHEN = ("dag", "periode", "dagdeel")
FACTS = ("pk", "starts_at", "is_sure", "is_overdue", "is_left_out")
IN_ORDER = ("is_left_out", "is_overdue", "starts_at", "pk")  # of one day
LAYOUT: sheet.Layout = [
    (("gratis",), "radio", ""),
    (("zin",), "checkbox", ""),
    (("dagdeel",), "checkbox", ""),
    (("drempelvrij",), "checkbox", ""),
    (("taal",), "checkbox", ""),
    (("voorziening",), "checkbox", ""),
    (("soort",), "checkbox", ""),
    (("thema",), "radio", ""),
    (("dimensie",), "checkbox", ""),
]


PARTS = [
    ("morning", "morning", gettext_lazy("Morning"), range(12)),
    ("afternoon", "afternoon", gettext_lazy("Afternoon"), range(12, 17)),
    ("calm", "calm", gettext_lazy("Evening"), range(17, 24)),
]


@dataclass
class Day:
    """One day of the agenda: what it shows, and how many there are in all."""

    day: date
    rows: list[Occurrence]  # below the rest what is out of date
    old_rows: list[Occurrence]  # what lists leave out, when it is asked for
    count: int
    query: str  # of the day alone

    @cached_property
    def begun(self) -> list[Occurrence]:
        """What is on now, also when it began before midnight."""
        now = timezone.now()
        return [row for row in self.rows if row.has_begun(now)]

    @property
    def parts(self) -> list[tuple[str, str, str, list[Occurrence]]]:
        """Morning, afternoon and evening, as far as something is to begin then: the
        name of its place in the day, its icon, its name, what is on."""
        parts = []
        coming = [row for row in self.rows if row not in self.begun]
        for slot, icon, name, hours in PARTS:
            rows = [
                row for row in coming if timezone.localtime(row.starts_at).hour in hours
            ]
            if rows:
                parts.append((slot, icon, name, rows))
        return parts

    @property
    def shown(self) -> int:
        return len(self.rows) + len(self.old_rows)

    @property
    def name(self) -> str:
        today = timezone.localdate()
        words = {today: _("Today"), today + DAY: _("Tomorrow")}
        full = date_format(self.day, "l j F")
        return f"{words[self.day]}, {full}" if self.day in words else full


@public_page
def agenda(request):
    filter_set = ActivityFilterSet(request.GET)
    is_valid = filter_set.is_valid()
    context = {
        "filter": filter_set,
        "here": is_valid and filter_set.form.cleaned_data["bij"],
        "groups": sheet.groups(filter_set, LAYOUT),
        "hidden": sheet.hidden(filter_set, LAYOUT),
        "other_errors": sheet.other_errors(filter_set, LAYOUT),
    }
    if not is_valid:
        return render(request, "initiatives/agenda/agenda.html", context, status=400)
    is_coarser = request.GET.get("bij") != filter_set.data.get("bij")
    if is_coarser or request.GET.get(when.TIME):
        return redirect(f"{request.path}{filter_set.query()}")
    context |= {"chips": _chips(filter_set), "when": _when(filter_set)}
    context |= _turning(filter_set)
    context["strip"] = _strip(filter_set)
    if filter_set.is_one_day:
        return _one_day(request, filter_set, context)
    days = _week(filter_set)
    context |= {"days": days, "count": sum(day.count for day in days)}
    return _answer(request, filter_set, context)


def _one_day(request, filter_set, context):
    pages = Paginator(filter_set.times().order_by(*IN_ORDER), PER_PAGE)
    try:
        page = page_of(pages, request)
    except NoSuchPage as asked:
        context |= {"wrong_page": str(asked), "days": []}
        return render(request, "initiatives/agenda/agenda.html", context, status=400)
    rows = _with_all(page.object_list.values_list("pk", flat=True), page)
    day = Day(filter_set.first_day, *_apart(rows), pages.count, "")
    context |= {"days": [day] if rows else [], "page": page, "count": pages.count}
    return _answer(request, filter_set, context)


def _answer(request, filter_set, context):
    asked = filter_set.form.cleaned_data
    context["maybe_count"] = 0 if asked["onbekend"] else filter_set.maybe_count()
    is_asked = asked["verouderd"]
    context["left_out_count"] = 0 if is_asked else filter_set.left_out_count()
    return render(request, "initiatives/agenda/agenda.html", context)


def _week(filter_set) -> list[Day]:
    """The days on which something is; two queries, however much it is."""
    found = filter_set.times().order_by("starts_at", "pk")
    keys = found.values_list(*FACTS, named=True)
    by_day = [
        (day, sorted(rows, key=attrgetter(*IN_ORDER[:2])))
        for day, rows in groupby(keys, lambda row: _day_of(row, filter_set.first_day))
    ]
    shown = [row for _day, rows in by_day for row in rows[:SHOWN]]
    whole = Occurrence.objects.with_all().in_bulk([row.pk for row in shown])
    days = []
    for day, rows in by_day:
        known = _whole(rows[:SHOWN], whole)
        query = filter_set.with_answers(dag=f"{day}", periode="dag")
        days.append(Day(day, *_apart(known), len(rows), query))
    return days


def _day_of(row, first: date) -> date:
    """What began before midnight and goes on is on today."""
    return max(timezone.localdate(row.starts_at), first)


def _with_all(pks, page):
    whole = Occurrence.objects.with_all().in_bulk(list(pks))
    return _whole(page.object_list, whole)


def _whole(rows, whole) -> list[Occurrence]:
    """These rows with all that a card shows, as far as they are still there."""
    known = []
    for row in rows:
        if (full := whole.get(row.pk)) is not None:
            full.is_sure, full.is_left_out = row.is_sure, row.is_left_out
            known.append(full)
    return known


def _apart(rows) -> tuple[list[Occurrence], list[Occurrence]]:
    """What lists show, and what they leave out when nobody asks for it."""
    return (
        [row for row in rows if not row.is_left_out],
        [row for row in rows if row.is_left_out],
    )


def _strip(filter_set) -> list[dict]:
    """Seven days to go to: from today, or from the day that is asked for if later."""
    today, first = timezone.localdate(), filter_set.first_day
    begin = today if today <= first < today + WEEK else first
    days = [begin + number * DAY for number in range(WEEK.days)]
    counts = filter_set.counts_by_day(begin, begin + WEEK)
    return [
        {
            "day": day,
            "count": counts.get(day, 0),
            "is_on": filter_set.is_one_day and day == first,
            "query": filter_set.with_answers(dag=f"{day}", periode="dag"),
        }
        for day in days
    ]


def _turning(filter_set):
    """Addresses of the days before and after, and of the other way to look."""
    step = DAY if filter_set.is_one_day else WEEK
    first, today = filter_set.first_day, timezone.localdate()
    back = max(first - step, today)
    return {
        "first_day": first,
        "last_day": filter_set.after - DAY,
        "earlier": filter_set.with_answers(dag=f"{back}") if first > today else None,
        "later": filter_set.with_answers(dag=f"{first + step}"),
        "as_day": filter_set.with_answers(periode="dag"),
        "as_week": filter_set.without("periode"),
    }


def _chips(filter_set):
    """The quick row: what is pressed, and the address of the same with it turned. What
    is chosen besides stands above it, each to be taken away."""
    free = _("Free"), "gratis", "alles", filter_set.is_free
    quick = [
        (_("Without steps"), "drempelvrij", "ja"),
        (_("In the evening"), "dagdeel", "avond"),
        (_("With children"), "voorziening", CHILDREN),
    ]
    return chips.of(filter_set, free, quick)


def _when(filter_set):
    asked = filter_set.form.cleaned_data
    return when.control(
        filter_set,
        day=f"{asked['dag'] or ''}",
        part=next(iter(asked["dagdeel"]), ""),
        is_asked=bool(asked["dag"] or asked["dagdeel"] or filter_set.is_one_day),
        replaces=WHEN,
        has_whole_day=True,
    )


@public_page
def feed(request):
    """The agenda under the same filters, for the calendar of a phone."""
    filter_set = ActivityFilterSet(request.GET)
    if not filter_set.is_valid():
        return JsonResponse({"errors": filter_set.errors}, status=400)
    activities = filter_set.activities().upcoming(_now())
    return calendar_answer(request, activities, _("Agenda of Ontmoeten"), "agenda")


def calendar_answer(request, activities, title: str, name: str, *, only=None):
    """A file for calendars; with `only` a date, of that one time."""
    base = request.build_absolute_uri("/").rstrip("/")
    activities = activities.select_related("place", "organisation").defer("words")
    text = calendars.calendar(activities, base, title, only=only)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response.headers["Access-Control-Allow-Origin"] = "*"  # open data, no cookies
    return response


def _now() -> datetime:
    return timezone.now()
