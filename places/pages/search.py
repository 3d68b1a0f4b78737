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
from places.search import others

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

    As JSON, when that is asked: suggestions for words that are not finished; with
    `eigen` ours alone, and whether the address server may know more.
    """
    other = others.list_called(request.GET.get("naar", ""))
    text = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    choices = _choices(request, other)
    if request.get_preferred_type(["text/html", "application/json"]) == (
        "application/json"
    ):
        return JsonResponse(_suggested(text, choices, other, "eigen" in request.GET))
    asked = question.understand(text, geocoding.look_up, search_words.knows)
    found, what = phrase_filters.read(
        asked.what, *search_words.facts(), search_words.finds, timezone.localtime()
    )
    kind = None if other else search_words.kind_of(what)
    if kind:
        found, what = [*found, ("soort", kind)], ""
    choices += [pair for pair in found if pair not in choices]
    if asked.spot:
        return redirect(_address(asked.spot, what, choices, other))
    if not asked.spots and asked.is_complete:
        return redirect(_list_address([*choices, ("q", what)], other))
    leads = found or search_words.leads_to_something(what) or others.found(what)
    if not asked.spots and leads:
        return redirect(_list_address([*choices, ("q", what), ADDRESSES_AWAY], other))
    context = {
        "typed": text,
        "asked": asked,
        "spots": [
            (spot, _icon(spot), _address(spot, what, choices, other))
            for spot in asked.spots
        ],
        "choices": choices,
        "words_url": _list_address([*choices, ("q", text)], other),
        "others": others.found(what),
    }
    return render(request, "places/finding/search.html", context)


def _choices(request, other) -> list[tuple[str, str]]:
    """What was chosen besides the words, and what the quick button adds."""
    given = [
        (name, value)
        for name in (sorted(other.knows) if other else PlaceFilterSet.base_filters)
        if name not in REPLACED
        for value in request.GET.getlist(name)
        if value
    ]
    if request.GET.get("snel"):
        given += [pair for pair in QUICK if pair not in given]
    return given


def _list_address(pairs, other=None) -> str:
    pairs = [(name, value) for name, value in pairs if value]
    if other:
        known = other.knows | {ADDRESSES_AWAY[0]}
        pairs = [pair for pair in other.adapted(pairs) if pair[0] in known]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f"{reverse(other.url_name if other else 'places:list')}{query}"


def _address(spot, what, choices, other=None) -> str:
    """The list of what is wanted around a spot, or in an area: the filter knows only
    neighbourhoods, the words of the search every area that holds some."""
    if spot.is_wide:
        return _list_address([*choices, ("q", f"{what} {spot.area}".strip())], other)
    if spot.kind == "buurt":
        return _list_address([*choices, ("q", what), ("buurt", spot.slug)], other)
    here = f"{spot.lat:.{DECIMALS}f},{spot.lon:.{DECIMALS}f}"
    pairs = [*choices, ("q", what), ("bij", here), ("waar", spot.area)]
    return _list_address(pairs, other)


def _icon(spot) -> str:
    return ICONS.get(spot.kind, "pin")


def _suggested(text, choices, other, is_own) -> dict:
    """A place, activity or organisation leads to its own page, an area or address to
    the list there."""
    asked = geocoding.own_suggestions(text) if is_own else None
    spots = [
        {
            "label": spot.label,
            "detail": spot.detail or KINDS.get(spot.kind, ""),
            "icon": _icon(spot),
            "url": reverse("places:detail", args=[spot.slug])
            if spot.kind == "plek"
            else _address(spot, "", choices, other),
            "at": "" if spot.is_wide else f"{spot.lat:.6f},{spot.lon:.6f}",
        }
        for spot in (asked.spots if asked else geocoding.suggestions(text))
    ]
    things = [thing for each in others.found(text) for thing in each.things]
    found = spots + [
        {
            "label": thing.label,
            "detail": thing.detail,
            "icon": thing.icon,
            "url": thing.url,
        }
        for thing in things
    ]
    return {"suggestions": found, "may_be_more": bool(asked and not asked.is_complete)}
