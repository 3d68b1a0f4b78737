"""The one search field: where it leads, and what it suggests while someone types."""

from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.vary import vary_on_headers

from common.web.forms import DECIMALS
from common.web.http import public_page
from places import search as search_words
from places.finding import geocoding, phrase_filters, question
from places.finding.filters import PlaceFilterSet
from places.finding.shared_filters import REPLACED

LONGEST = 200  # letters
KINDS = {"gemeente": _("municipality"), "buurt": _("neighbourhood")}
ICONS = {"buurt": "neighbourhood", "wijk": "neighbourhood",
         "gemeente": "neighbourhood", "plek": "place"}  # fmt: skip
ADDRESSES_AWAY = ("adressen", "weg")  # said on the list: they could not be asked
QUICK = [("open", "nu"), ("drempelvrij", "ja")]  # what one press asks for


@public_page
@vary_on_headers("Accept")
def search(request):
    """To the list that is meant; when more can be meant, a page to choose from.

    As JSON, when that is asked: suggestions for words that are not finished.
    """
    text = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    choices = _choices(request)
    if request.get_preferred_type(["text/html", "application/json"]) == (
        "application/json"
    ):
        return JsonResponse({"suggestions": _suggestions(text, choices)})
    asked = question.understand(text, geocoding.look_up, search_words.knows)
    found, what = phrase_filters.read(
        asked.what, *search_words.facts(), search_words.finds, timezone.localtime()
    )
    if kind := search_words.kind_of(what):
        found, what = [*found, ("soort", kind)], ""
    choices += [pair for pair in found if pair not in choices]
    if asked.spot:
        return redirect(_address(asked.spot, what, choices))
    if not asked.spots and asked.is_complete:
        return redirect(_list_address([*choices, ("q", what)]))
    if not asked.spots and (found or search_words.leads_to_something(what)):
        return redirect(_list_address([*choices, ("q", what), ADDRESSES_AWAY]))
    context = {
        "typed": text,
        "asked": asked,
        "spots": [
            (spot, _icon(spot), _address(spot, what, choices)) for spot in asked.spots
        ],
        "choices": choices,
        "words_url": _list_address([*choices, ("q", text)]),
    }
    return render(request, "places/finding/search.html", context)


def _choices(request) -> list[tuple[str, str]]:
    """What was chosen besides the words, and what the quick button adds."""
    given = [
        (name, value)
        for name in PlaceFilterSet.base_filters
        if name not in REPLACED
        for value in request.GET.getlist(name)
        if value
    ]
    if request.GET.get("snel"):
        given += [pair for pair in QUICK if pair not in given]
    return given


def _list_address(pairs) -> str:
    pairs = [(name, value) for name, value in pairs if value]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f"{reverse('places:list')}{query}"


def _address(spot, what, choices) -> str:
    """The list of what is wanted around a spot, or in an area: the filter knows only
    neighbourhoods, the words of the search every area that holds some."""
    if spot.is_wide:
        return _list_address([*choices, ("q", f"{what} {spot.area}".strip())])
    if spot.kind == "buurt":
        return _list_address([*choices, ("q", what), ("buurt", spot.slug)])
    here = f"{spot.lat:.{DECIMALS}f},{spot.lon:.{DECIMALS}f}"
    return _list_address([*choices, ("q", what), ("bij", here), ("waar", spot.area)])


def _icon(spot) -> str:
    return ICONS.get(spot.kind, "pin")


def _suggestions(text, choices) -> list[dict]:
    """A place leads to its own page, all else to the list there."""
    return [
        {
            "label": spot.label,
            "detail": spot.detail or KINDS.get(spot.kind, ""),
            "icon": _icon(spot),
            "url": reverse("places:detail", args=[spot.slug])
            if spot.kind == "plek"
            else _address(spot, "", choices),
        }
        for spot in geocoding.suggestions(text)
    ]
