"""The page of one place."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from ontmoeten.lib.http import public_page
from places import clock, facts, nearby, sentence
from places.models import Confirmation, Place


@public_page
def place_detail(request, slug):
    places = Place.objects.published().select_related(
        "kind", "neighbourhood", "dataset"
    )
    places = places.defer("neighbourhood__boundary")
    places = places.annotate(confirmed_on=Confirmation.newest())
    place = places.filter(slug=slug).first()
    if place is None:
        return redirect(moved(slug), permanent=True)
    first, rest, language = sentence.about(place)
    around = nearby.places_around(place)
    context = {
        "place": place,
        "sentence": first,
        "description": rest,
        "description_language": language,
        "facts": [facts.cost(place), facts.steps(place), facts.hours(place)],
        "rows": facts.in_table(place),
        "toilet": nearby.toilet_fact(place),
        "week": clock.week(place.actual_hours, timezone.now()),
        "photos": place.photos.all(),
        "themes": place.all_themes(),
        "freshness": place.freshness(),
        "confirmed_on": _newer_than_check(place),
        "around": [(each, facts.on_card(each)) for each in around],
        "here": (place.point.y, place.point.x),
    }
    return render(request, "places/place_detail.html", context)


def _newer_than_check(place):
    """When a passer-by last said that it is right, if staff looked no later."""
    confirmed_on = place.confirmed_on
    if confirmed_on and place.checked_on and confirmed_on < place.checked_on:
        return None
    return confirmed_on


def moved(slug) -> Place:
    """The place that once had this address; Http404 if none had."""
    earlier = Place.history.filter(slug=slug).order_by("-history_date")
    for pk in earlier.values_list("id", flat=True)[:10]:
        place = Place.objects.published().filter(pk=pk).first()
        if place:
            return place
    raise Http404(f"no place {slug}")
