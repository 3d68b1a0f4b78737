"""The pages of tours, and what comes out of one: on paper, as GPX."""

from dataclasses import replace
from datetime import time

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.kit.slugs import moved
from common.translations.reading import DisplayText, Reading, reading
from common.web.http import public_page
from common.web.page_number import NoSuchPage, page_of
from initiatives.dates.sync import next_of
from tours.facts import gpx
from tours.facts.wish import read_clock
from tours.models import Tour
from tours.planning import drawing, kept
from tours.planning.plan import Plan, plan_of, wish_from

PER_PAGE = 50
BEGINS = [time(hour) for hour in range(9, 20)]


@public_page
def tours(request):
    found = Tour.objects.published().defer("line")
    try:
        page = page_of(Paginator(found, PER_PAGE), request)
    except NoSuchPage:
        raise Http404(_("There is no such page.")) from None
    page.object_list = list(page.object_list)
    read = reading(request, *page.object_list)
    rows = [
        (each, read.of(each.tour, "name"), read.of(each.tour, "description"))
        for each in kept.summaries(page.object_list)
    ]
    context = {"page": page, "rows": rows}
    template = "tours/public/tour_list.html"
    return render(request, template, context, status=read.http_status)


def _tour(slug) -> Tour | None:
    tours = Tour.objects.published().select_related("organisation", "activity")
    return tours.filter(slug=slug).first()


def _elsewhere(slug):
    """To its new address; one of an organisation that nobody may see has none."""
    found = moved(Tour, slug)
    if not Tour.objects.published().filter(pk=found.pk).exists():
        raise Http404(f"no tour {slug}")
    return redirect(found, permanent=True)


def _planned(request, tour: Tour) -> tuple[Plan, str]:
    """With the begin and the day that the address asks, and the maker's address."""
    now, activity = timezone.now(), _together(tour)
    [entries] = kept.entries_of_tours([tour]).values()
    wish = kept.wish_of(tour, entries)
    asked = wish_from(request.GET, timezone.localdate(now))
    at = read_clock(request.GET.get("begin", ""))
    day = asked.day
    if day is None and at is None and activity:
        starts = timezone.localtime(activity.starts_at)
        at, day = starts.time().replace(second=0, microsecond=0), starts.date()
    wish = wish.change(begin=at or wish.begin, day=day)
    plan = plan_of(wish, now, entries)
    return plan, wish.query()


def _together(tour: Tour):
    """When people next ride it together; None when they do not."""
    activity = tour.activity
    if activity is None or activity.state != activity.State.PUBLISHED:
        return None
    owner = activity.organisation
    if owner and owner.state != owner.State.PUBLISHED:
        return None
    rows = next_of([activity], timezone.now()).get(activity.pk)
    return rows[0] if rows else None


def shown(plan: Plan, line=()) -> dict:
    """What a page shows of a plan, ours or someone's own."""
    rows = plan.stops
    spots = [(row.told.lon, row.told.lat) for row in rows]
    return {
        "plan": plan,
        "map": drawing.draw(spots, line),
        "no_toilet": plan.without("toilet"),
    }


@public_page
def tour(request, slug):
    found = _tour(slug)
    if found is None:
        return _elsewhere(slug)
    plan, query = _planned(request, found)
    line = kept.spots_of_line(found)
    read = reading(request, found)
    begins = sorted({*BEGINS, plan.wish.begin})
    context = shown(plan, line) | {
        "tour": found,
        "reading": read,
        "name": read.of(found, "name"),
        "shown": read.of(found, "description"),
        "metres": kept.metres_of_line(found) or plan.timing.metres,
        "query": query,
        "begins": begins,
        "together": _together(found),
        "advice": _advice(read, found),
    }
    template = "tours/public/tour.html"
    return render(request, template, context, status=read.http_status)


def _advice(read: Reading, tour: Tour) -> list[DisplayText]:
    """Line by line."""
    advice = read.of(tour, "advice")
    lines = [each for each in advice.text.splitlines() if each.strip()]
    return [replace(advice, text=each) for each in lines]


@public_page
def on_paper(request, slug):
    """One sheet of A4; `?alleen=strook` is the row of numbers for the handlebar."""
    found = _tour(slug)
    if found is None:
        return _elsewhere(slug)
    plan, _query = _planned(request, found)
    is_strip = request.GET.get("alleen") == "strook"
    read = reading(request, found)
    context = shown(plan, kept.spots_of_line(found)) | {
        "tour": found,
        "name": read.of(found, "name"),
        "chain": found.chain,
        "advice": _advice(read, found),
        "is_strip": is_strip and bool(found.chain),
        "back": found.get_absolute_url(),
        "metres": kept.metres_of_line(found) or plan.timing.metres,
    }
    return render(request, "tours/public/paper.html", context)


@public_page
def tour_gpx(request, slug):
    found = _tour(slug)
    if found is None:
        raise Http404(f"no tour {slug}")
    [entries] = kept.entries_of_tours([found]).values()
    base = request.build_absolute_uri("/").rstrip("/")
    read = reading(request, found)
    return gpx_answer(
        read.of(found, "name").text,
        read.of(found, "description").text,
        f"{base}{found.get_absolute_url()}",
        found.changed_at,
        [(each.told, each.note) for each in entries if each.is_somewhere],
        base,
        kept.spots_of_line(found),
        slug,
    )


def gpx_answer(name, about, url, at, stops, base, line, file_name) -> HttpResponse:
    """A file for the phone; `stops` are (Told, what one does there)."""
    waypoints = [
        gpx.Waypoint(told.lon, told.lat, told.name, note, f"{base}{told.url}")
        for told, note in stops
    ]
    trip = gpx.Trip(name, about, url, at, waypoints, line)
    response = HttpResponse(gpx.written(trip), content_type=gpx.TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}.gpx"'
    return response
