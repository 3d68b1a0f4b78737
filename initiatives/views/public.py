"""The pages of one activity, initiative or organisation, and the lists of them."""

from datetime import date
from functools import wraps

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.history.bin import in_bin, was_public
from common.kit.slugs import moved
from common.translations.reading import reading
from common.web.http import public_page
from common.web.page_number import NoSuchPage, page_of
from initiatives.agenda import in_words, json_ld
from initiatives.dates.sync import next_of
from initiatives.facts import wording
from initiatives.facts.criteria import CRITERIA
from initiatives.facts.rules import Rule
from initiatives.forms.where import AreaForm
from initiatives.joining import door, seats
from initiatives.joining.terms import terms_of
from initiatives.models import Activity, Initiative, Organisation
from initiatives.models.querysets import in_neighbourhood
from initiatives.views.agenda import calendar_answer
from places.models import Neighbourhood, Place

AHEAD = 8  # times that a page shows
PER_PAGE = 50


def _activity(slug) -> Activity:
    activities = Activity.objects.published().select_related(
        "organisation", "initiative", "place__kind", "place__neighbourhood",
        "neighbourhood",
    )  # fmt: skip
    activities = activities.defer(
        "place__neighbourhood__boundary", "neighbourhood__boundary"
    )
    return get_object_or_404(activities, slug=slug)


def or_gone(view):
    """For an activity that was there and has stopped: what there is instead."""

    @wraps(view)
    def wrapped(request, slug, **kwargs):
        try:
            return view(request, slug, **kwargs)
        except Http404:
            stopped = Activity.objects.select_related("place__neighbourhood")
            stopped = stopped.filter(slug=slug, state=Activity.State.CLOSED).first()
            if stopped is None or in_bin(stopped) or not was_public(stopped):
                raise
        place = stopped.place if _is_seen(stopped.place) else None
        area = stopped.neighbourhood or (place and place.neighbourhood)
        context = {"place": place, "area": area}
        return render(request, "initiatives/public/gone.html", context, status=404)

    return wrapped


@public_page
@or_gone
def activity(request, slug):
    found = _activity(slug)
    if found.shown_as:
        return redirect(found.get_absolute_url())
    return _shown(request, found, None)


@public_page
@or_gone
def occurrence(request, slug, day: date):
    """One time of it; `day` is the date by the rule. The day to which one was moved
    leads there; a day on which it is not says so, and when it is."""
    found = _activity(slug)
    row = found.occurrences.filter(rule_date=day).first()
    if row and found.shown_as:
        return redirect(row.get_absolute_url())
    if row:
        return _shown(request, found, row)
    moved = found.occurrences.filter(starts_at__date=day).first()
    if moved:
        return redirect("initiatives:occurrence", slug, moved.rule_date)
    before = Activity.objects.published().at_address(slug).on(day)
    if before:
        return redirect("initiatives:occurrence", before.slug, day)
    return _shown(request, found, None, missing=day)


def _shown(request, found, row, missing: date | None = None):
    context = about_activity(request, found, row, missing)
    return _told(request, "activity", context)


def about_activity(request, found, row=None, missing: date | None = None) -> dict:
    """What the page of an activity, or of one time of it, shows."""
    now = timezone.now()
    coming = list(found.occurrences.not_over(now)[:AHEAD])
    base = request.build_absolute_uri("/").rstrip("/")
    shown = row or (coming[0] if coming else None)
    terms = terms_of(found, shown.rule_date) if shown else None
    may_sign_up = seats.is_open(found, shown, now, terms)
    return {
        "activity": found,
        "row": row,
        "missing": missing,
        "next": shown,
        "may_sign_up": may_sign_up,
        "is_full": not may_sign_up and terms is not None and terms.has_sign_up,
        "someone_waits": door.is_open(found, shown, now),
        "coming": coming,
        "is_over": row.is_over(now) if row else not coming,
        "has_begun": shown is not None and shown.has_begun(now),
        "how_often": found.rule and wording.in_words(Rule.parse(found.rule)),
        "facts": in_words.on_card(found),
        "feelings": in_words.feelings(found),
        "dimensions": in_words.dimensions(found),
        "first_visit": in_words.first_visit(found),
        "themes": found.themes.all(),
        "freshness": found.freshness(),
        "is_left_out": found.is_left_out(),
        "hosts": _hosts_of(found.initiative),
        "place": found.place if _is_seen(found.place) else None,
        "data": json_ld.event(found, shown, base),
        **_read(request, found),
    }


def _read(request, thing) -> dict:
    """The thing's own text in the language that the reader asks for."""
    read = reading(request, thing)
    return {"reading": read, "shown": read.of(thing, "description")}


def _told(request, page, context):
    status = 404 if context.get("missing") else context["reading"].http_status
    return render(request, f"initiatives/public/{page}.html", context, status=status)


def _hosts_of(initiative):
    """Who visitors meet there, as far as they agree to be shown."""
    if initiative is None or initiative.state != initiative.State.PUBLISHED:
        return []
    return initiative.hosts.shown()


def _is_seen(place):
    return place is not None and place.state == place.State.PUBLISHED


@public_page
def activity_calendar(request, slug):
    found = _with_earlier_parts(slug)
    if not found:
        raise Http404(f"no activity {slug}")
    return calendar_answer(request, found, found[0].name, slug)


def _with_earlier_parts(slug):
    """It, and what was at its address before."""
    return Activity.objects.published().at_address(slug)


@public_page
def occurrence_calendar(request, slug, day: date):
    """One time of it, for who comes once."""
    found = _with_earlier_parts(slug)
    one = get_object_or_404(found, occurrences__rule_date=day)
    return calendar_answer(request, found, one.name, f"{slug}-{day}", only=day)


def _coming():
    """What lists show of what is on or will be."""
    found = Activity.objects.published().in_lists(timezone.localdate())
    return found.upcoming(timezone.now())


@public_page
def place_calendar(request, slug):
    place = get_object_or_404(Place.objects.published(), slug=slug)
    found = _coming().filter(place=place)
    return calendar_answer(request, found, place.name, slug)


@public_page
def neighbourhood_calendar(request, slug):
    areas = Neighbourhood.objects.defer("boundary")
    area = get_object_or_404(areas, slug=slug)
    found = _coming()
    found = found.filter(in_neighbourhood(area.pk))
    return calendar_answer(request, found, area.name, slug)


@public_page
def organisation_calendar(request, slug):
    organisation = get_object_or_404(Organisation.objects.published(), slug=slug)
    found = _coming()
    found = found.filter(organisation=organisation)
    return calendar_answer(request, found, organisation.name, slug)


@public_page
def organisations(request):
    return _listed(
        request,
        Organisation.objects.published().with_doubts(),
        "initiatives/public/organisation_list.html",
    )


@public_page
def initiatives(request):
    """All of them, or those of one neighbourhood (`buurt`)."""
    form = AreaForm(request.GET)
    is_valid = form.is_valid()
    area = form.cleaned_data.get("buurt")
    found = Initiative.objects.published().with_where().select_related("organisation")
    found = found.with_doubts()
    if area:
        found = found.in_neighbourhood(area.pk)
    template = "initiatives/public/initiative_list.html"
    status = 200 if is_valid else 400
    return _listed(request, found, template, {"form": form, "area": area}, status)


def _listed(request, found, template, more=None, status=200):
    try:
        page = page_of(Paginator(found, PER_PAGE), request)
    except NoSuchPage:
        raise Http404(_("There is no such page.")) from None
    context = {"page": page, **(more or {})}
    return render(request, template, context, status=status)


@public_page
def organisation(request, slug):
    found = Organisation.objects.published().filter(slug=slug).first()
    if found is None:
        return redirect(moved(Organisation, slug), permanent=True)
    return _told(request, "organisation", about_organisation(request, found))


def about_organisation(request, found) -> dict:
    """What the page of an organisation shows."""
    activities = _listed_of(found)
    return {
        "organisation": found,
        "initiatives": found.initiatives.published().with_doubts(),
        "activities": _with_next(activities),
        "data": json_ld.organisation(
            found, request.build_absolute_uri("/").rstrip("/")
        ),
        **_read(request, found),
    }


@public_page
def initiative(request, slug):
    found = Initiative.objects.published().with_where().select_related("organisation")
    found = found.filter(slug=slug).first()
    if found is None:
        return redirect(moved(Initiative, slug), permanent=True)
    return _told(request, "initiative", about_initiative(request, found))


def about_initiative(request, found) -> dict:
    """What the page of an initiative shows."""
    activities = _listed_of(found)
    return {
        "initiative": found,
        "hosts": _hosts_of(found),
        "photos": found.photos.shown(),
        "places": found.spots,
        "themes": list(found.themes.all()),
        "activities": _with_next(activities),
        "data": json_ld.initiative(found, request.build_absolute_uri("/").rstrip("/")),
        **_read(request, found),
    }


def _listed_of(owner):
    """The activities of an organisation or initiative that lists show."""
    found = owner.activities.published().in_lists(timezone.localdate())
    return list(found.select_related("place__kind").with_doubts())


def _with_next(activities):
    """(activity, its next time) of those that are not over, the soonest first; below
    the rest those whose check is out of date."""
    found = next_of(activities, timezone.now())
    rows = [(each, found[each.pk][0]) for each in activities if each.pk in found]
    for each, row in rows:
        row.activity = each  # read once
    overdue = Place.Freshness.OVERDUE
    return sorted(
        rows, key=lambda row: (row[0].freshness() == overdue, row[1].starts_at)
    )


@public_page
def criteria(request):
    return render(
        request, "initiatives/public/criteria.html", {"criteria": CRITERIA.values()}
    )
