"""The desks of this week, and the page of one."""

from datetime import date

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.translations.reading import reading
from common.web.http import public_page
from desks.facts.vocabulary import ICONS, TOPICS
from desks.finding.addresses import where_now
from desks.finding.filters import DeskFilterSet
from desks.finding.table import say_where_there_is_room, speaking, table, tables
from desks.models import Desk, DeskDay
from desks.models.desk import SHOWN_AS
from initiatives.agenda import in_words, json_ld
from initiatives.facts import wording
from initiatives.facts.rules import Rule
from initiatives.facts.vocabulary import LANGUAGES
from initiatives.views.agenda import Day
from initiatives.views.public import or_gone
from places.finding.choices import chips, sheet
from places.finding.in_words import NO, YES, Fact
from places.map import frame

AHEAD = 6  # times that a page shows
ROOM = 0.02  # degrees around the desks on the map
QUICK = 5  # languages beside the list
LAYOUT: sheet.Layout = [
    (("vraag",), "checkbox", ""),
    (("taal",), "checkbox", ""),
    (("drempelvrij",), "checkbox", ""),
    (("dagdeel",), "checkbox", ""),
]


@public_page
def desks(request):
    """This week by day; a week later by `dag`, as in the agenda."""
    filter_set = DeskFilterSet(request.GET)
    is_valid = filter_set.is_valid()
    context = {
        "filter": filter_set,
        "groups": sheet.groups(filter_set, LAYOUT),
        "hidden": sheet.hidden(filter_set, LAYOUT),
        "other_errors": sheet.other_errors(filter_set, LAYOUT),
        "can_ask": _topics(filter_set) if is_valid else [],
        "narrows": is_valid and filter_set.narrows,
    }
    if not is_valid:
        return render(request, "desks/public/desks.html", context, status=400)
    if request.GET.get("bij") != filter_set.data.get("bij"):
        return redirect(f"{request.path}{filter_set.query()}")
    rows = filter_set.times().with_all().order_by("starts_at", "pk")
    asked = filter_set.form.cleaned_data
    found = speaking(tables(rows), asked["taal"])
    now = timezone.now()
    say_where_there_is_room(found, now)
    context |= {
        "days": _by_day(found, filter_set.first_day),
        "count": len(found),
        "now": next(filter(_has_room_now, found), None),
        "here": asked["bij"],
        "areas": _areas(found, filter_set),
        "spots": _spots(found),
        "chips": _chips(filter_set, found),
    }
    return render(request, "desks/public/desks.html", context)


def _has_room_now(table) -> bool:
    return table.is_on and not table.row.is_full


def _by_day(found, first):
    """(day with its name, the tables of it), in order."""
    days: dict[date, list] = {}
    for each in found:
        days.setdefault(max(each.row.day, first), []).append(each)
    return [(Day(day, [], [], len(of_it), ""), of_it) for day, of_it in days.items()]


def _topics(filter_set):
    """What you can ask: icon, words, and the list of who helps with it."""
    return [
        (ICONS[slug], capfirst(str(name)), filter_set.with_answers(vraag=slug))
        for slug, name in TOPICS
    ]


def _chips(filter_set, found):
    """In the quick row what is spoken at these desks, the rarest last."""
    spoken = [code for each in found for code in set(each.language_codes)]
    known = sorted({*spoken} - {"nl"}, key=lambda code: (-spoken.count(code), code))
    names = dict(LANGUAGES)
    quick = [(capfirst(str(names[code])), "taal", code) for code in known[:QUICK]]
    free = "", "gratis", "alles", True  # no question here
    made = chips.of(filter_set, free, quick)
    return {**made, "quick": made["quick"][1:]}


def _areas(found, filter_set):
    """Neighbourhoods in which these are, with the query of each."""
    areas = {}
    for each in found:
        activity = each.activity
        area = activity.neighbourhood or (
            activity.place and activity.place.neighbourhood
        )
        if area:
            areas[area.name] = filter_set.with_answers(buurt=area.slug)
    return sorted(areas.items())


def _spots(found):
    """Each desk once, for the map: (number, latitude, longitude), and the desks."""
    known = {}
    for each in found:
        if _is_seen(each.activity.place):
            known.setdefault(each.desk.pk, each)
    points = [each.activity.place.point for each in known.values()]
    numbered = [(n, point.y, point.x) for n, point in enumerate(points, start=1)]
    if not known:
        return None
    lons, lats = [point.x for point in points], [point.y for point in points]
    around = (
        min(lons) - ROOM, min(lats) - ROOM / 2, max(lons) + ROOM, max(lats) + ROOM / 2
    )  # fmt: skip
    box = frame.written(around)
    return {"numbered": numbered, "box": box, "tables": [*known.values()]}


def _desk(slug) -> Desk | None:
    """The desk with this address; None for one that moved or is not there."""
    desks = Desk.objects.published().with_all().prefetch_related("hosts")
    return desks.filter(activity__slug=slug).first()


@public_page
@or_gone
def desk(request, slug):
    if found := _desk(slug):
        return _shown(request, found, None)
    activity = where_now(slug)
    return redirect(activity, permanent=activity.slug != slug)


@public_page
@or_gone
def time(request, slug, day: date):
    """One time of it; `day` is the date by the rule. The day to which one was moved
    leads there; a day on which it is not says so, and when it is."""
    found = _desk(slug)
    if found is None:
        return redirect(_time_elsewhere(slug, day))
    if row := found.times().with_all().filter(rule_date=day).first():
        return _shown(request, found, row)
    if row := found.times().filter(starts_at__date=day).first():
        return redirect("desks:time", slug, row.rule_date)
    return _shown(request, found, None, missing=day)


def _time_elsewhere(slug, day) -> str:
    """Where this time is now; of what is no desk any more in the agenda."""
    activity = where_now(slug)
    page = "desks:time" if activity.shown_as == SHOWN_AS else "initiatives:occurrence"
    return reverse(page, args=[activity.slug, day])


def _shown(request, found, row, missing: date | None = None):
    now = timezone.now()
    coming = list(found.times().with_all().not_over(now)[:AHEAD])
    shown = row or next(iter(coming), None)
    activity = shown.activity if shown else found.activity
    dates = [each.rule_date for each in [*coming, shown] if each]
    days = DeskDay.objects.filter(desk=found, rule_date__in=dates)
    known = {day.rule_date: day for day in days}
    at_table = shown and table(shown, found, known.get(shown.rule_date))
    base = request.build_absolute_uri("/").rstrip("/")
    read = reading(request, activity, found)
    hosts = [each for each in found.hosts.all() if each.state == each.State.SHOWN]
    context = {
        "desk": found,
        "activity": activity,
        "row": row,
        "missing": missing,
        "next": shown,
        "table": at_table,
        "coming": [table(each, found, known.get(each.rule_date)) for each in coming],
        "is_over": shown is None or shown.is_over(now),
        "how_often": activity.rule and wording.in_words(Rule.parse(activity.rule)),
        "place": activity.place if _is_seen(activity.place) else None,
        "hosts": hosts,
        "topics": _topics_of(found),
        "facts": _facts(found, activity, at_table),
        "not_known": _not_known(found, activity),
        "runs": _runs(found),
        "lines": {name: _lines(read.of(found, name)) for name in found.translated},
        "data": json_ld.event(activity, shown, base),
        "freshness": activity.freshness(),
        "reading": read,
        "shown": read.of(activity, "description"),
        "phone": found.phone or settings.CONTACT_PHONE,
    }
    status = 404 if missing else read.http_status
    return render(request, "desks/public/desk.html", context, status=status)


def _is_seen(place):
    return place is not None and place.state == place.State.PUBLISHED


def _lines(shown):
    """(the lines, how to mark their language, how sure we are of them)."""
    lines = [line.strip() for line in shown.text.splitlines() if line.strip()]
    return {"lines": lines, "marks": shown.marks, "shown": shown}


def _topics_of(desk):
    names = dict(TOPICS)
    return [(ICONS[slug], capfirst(str(names[slug])), slug) for slug in desk.topics]


def _runs(desk):
    """The organisations that run it, the one of its activity first."""
    first = [desk.activity.organisation] if desk.activity.organisation else []
    others = desk.organisations.published()
    return [*first, *(each for each in others if each not in first)]


def _own(desk):
    """What only a desk has: whether it is so, and in words that it is, that it is not,
    and what nobody knows."""
    return [
        (
            "language",
            desk.has_interpreter,
            _("An interpreter can help"),
            _("No interpreter"),
            _("Interpreter"),
        ),
        (
            "door",
            desk.has_private_room,
            _("You can talk in a room apart"),
            _("No room apart"),
            _("Room apart"),
        ),
    ]


def _facts(desk, activity, shown) -> list[Fact]:
    """What is known: yes in green, no in red; languages of who sits there then."""
    found = [
        each
        for each in in_words.on_card(activity)
        if not each.topic and each.icon != "language"
    ]
    if spoken := shown.languages if shown else in_words.languages(activity):
        found.append(Fact("language", spoken, YES))
    for icon, answer, is_so, is_not, _topic in _own(desk):
        if answer is not None:
            words, state = (is_so, YES) if answer else (is_not, NO)
            found.append(Fact(icon, words, state))
    return found


def _not_known(desk, activity) -> str:
    """What nobody knows, together in a few words."""
    topics = [each.topic for each in in_words.on_card(activity) if each.topic]
    topics += [topic for _i, answer, _y, _n, topic in _own(desk) if answer is None]
    return capfirst(wording.together([str(each) for each in topics]))
