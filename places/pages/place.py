"""The page of one place."""

from dateutil.relativedelta import relativedelta
from django.shortcuts import redirect, render
from django.utils import timezone

from common.kit.slugs import moved
from common.translations.reading import reading
from common.web.http import public_page
from places.deciding import answers
from places.facts.questions import open_questions
from places.finding import in_words, json_ld, nearby
from places.hours import clock
from places.models import Confirmation, Place
from places.pages import sentence

AT_ONCE = 3  # questions; the others stand behind a fold


@public_page
def place_detail(request, slug):
    places = Place.objects.published().select_related(
        "kind", "neighbourhood", "dataset", "checked_by"
    )
    places = places.defer("neighbourhood__boundary")
    places = places.annotate(confirmed_on=Confirmation.newest())
    place = places.filter(slug=slug).first()
    if place is None:
        return redirect(moved(Place, slug), permanent=True)
    read = reading(request, place, place.kind)
    first, rest, shown = sentence.about(place, read)
    around = nearby.places_around(place)
    context = {
        "place": place,
        "sentence": first,
        "description": rest,
        "shown": shown,
        "kind": read.of(place.kind, "name"),
        "reading": read,
        "known": _what_we_know(place),
        "questions": (asked := open_questions(place))[:AT_ONCE],
        "more_questions": asked[AT_ONCE:],
        "toilet": nearby.toilet_fact(place),
        "week": clock.week(place.actual_hours, timezone.now()),
        "photos": place.photos.shown(),
        "themes": place.all_themes(),
        "freshness": place.freshness(),
        "is_left_out": place.is_left_out(),
        "confirmed_on": (confirmed_on := _newer_than_check(place)),
        "confirmed_days": _confirmed_days(place) if confirmed_on else 0,
        "around": [(each, in_words.on_card(each)) for each in around],
        "here": (place.point.y, place.point.x),
        "data": json_ld.place(place, request.build_absolute_uri("/").rstrip("/")),
    }
    template = "places/pages/place_detail.html"
    return render(request, template, context, status=read.http_status)


def _what_we_know(place) -> list[tuple]:
    """Each known fact, in which words, and since when passers-by say so if it is they
    who told us."""
    usual = [in_words.cost(place), in_words.steps(place), in_words.hours(place)]
    known = [(fact, fact.text) for fact in usual if not fact.topic]
    known += [
        (fact, f"{fact.text}: {word}")
        for fact, word in in_words.in_table(place)
        if fact.state != in_words.MAYBE
    ]
    told = answers.told_by_visitors(place)
    since = {field: fact.since for field, fact in told.items()}
    return [(fact, words, since.get(fact.field)) for fact, words in known]


def _newer_than_check(place):
    """When a passer-by last said that it is right, if staff looked no later."""
    confirmed_on = place.confirmed_on
    if confirmed_on and place.checked_on and confirmed_on < place.checked_on:
        return None
    return confirmed_on


def _confirmed_days(place) -> int:
    """On how many days a passer-by said so since the last check, within shelf life."""
    since = timezone.localdate() - relativedelta(months=place.kind.shelf_life)
    if place.checked_on:
        since = max(since, place.checked_on)
    return place.confirmations.filter(day__gte=since).count()
