from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count
from django.http import QueryDict
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import json_script
from django.utils.translation import gettext as _

from places.facts import naming
from places.facts.derived import FREE, LISTED, THEME_BITS
from places.facts.facilities import FACILITIES
from places.finding import in_words
from places.finding.filters import PlaceFilterSet
from places.map import basemap, frame
from places.memory.found import FoundPlaces
from places.memory.selection import Selection
from places.models import Place

register = template.Library()
SHOWN = 6
SCRIPTS = settings.BASE_DIR / "static" / "js"
MAP = SCRIPTS / "places" / "map"
# The colour of a kind's sign and page, and its drawing; others are green, with a bench.
COLOURS = {
    "library": "blue",
    "water-tap": "blue",
    "culture": "purple",
    "worship": "purple",
    "community-centre": "rose",
    "cafe": "rose",
    "restaurant": "rose",
}
DRAWINGS = {
    "library": "bieb",
    "park": "park",
    "garden": "park",
    "square": "plein",
    "picnic-table": "picknick",
    "water-tap": "watertap",
    "community-centre": "tafel",
    "cafe": "tafel",
    "restaurant": "tafel",
}
# What the map of a list is made of, asked for at once instead of one after the other;
# where modules are joined, it is all in the last.
MAP_MODULES = [
    f"js/{path.relative_to(SCRIPTS)}"
    for path in [
        *sorted({*MAP.rglob("*.js")} - {MAP / "map.js"}),
        *(SCRIPTS / "lib" / f"{name}.js" for name in (
            "background", "elements", "icons", "leaflet", "turns",
        )),
    ]
]  # fmt: skip


class Short(DjangoJSONEncoder):
    """JSON without spaces."""

    item_separator, key_separator = ",", ":"


@register.inclusion_tag("places/map/_map.html")
def places_map(
    box, point=None, icon="place", name="", here=None, numbered=(), around=None
):
    """A map of `box` ("w,s,e,n"): with one `point` on it and all within `around` metres
    of it, or `numbered` points as (number, latitude, longitude)."""
    return {
        "numbered": ";".join(f"{n},{lat:.6f},{lon:.6f}" for n, lat, lon in numbered),
        "box": box,
        "point": point,
        "icon": icon,
        "name": name,
        "around": around,
        "here": here and f"{here[0]},{here[1]}",
        "background": basemap.address(),
        "attribution": basemap.attribution(),
        "place_url": f"{reverse('places:list')}{{slug}}/",
    }


@register.inclusion_tag("places/map/_map.html")
def found_map(found, here=None):
    """The map of what is found, as mapframe.of_found gives it."""
    first = json_script(found["first"], "kaart-begin", Short)
    return {**places_map("", here=here), **found, "first": first}


@register.inclusion_tag("places/map/_map.html")
def numbered_map(page):
    """A map of a page of places, each with its number in the list."""
    places = list(page)
    lons = [place.point.x for place in places]
    lats = [place.point.y for place in places]
    box = frame.written((min(lons), min(lats), max(lons), max(lats)))
    numbered = zip(range(page.start_index(), 10**9), lats, lons, strict=False)
    return places_map(box, numbered=numbered)


@register.simple_tag
def distance(place, here):
    """How far a place is from where someone looks, in words."""
    return in_words.distance(place.metres_from(here[0]))


@register.inclusion_tag("places/pages/_card.html")
def place_card(place, card_facts=None, level="h2", here=None):
    card_facts = in_words.on_card(place) if card_facts is None else card_facts
    apart = here and in_words.distance(place.metres_from(here[0]))
    has_own_name = not naming.shares_its_name(place)
    return {
        "place": place,
        # Never twenty links with the same words.
        "told_apart": "" if has_own_name else naming.beside_the_middle(place),
        "at": f"{place.point.x:.5f},{place.point.y:.5f}",
        "people": next((each for each in card_facts if each.icon == "people"), None),
        "facts": [
            each for each in card_facts if not each.topic and each.icon != "people"
        ],
        "not_known": in_words.not_known(card_facts),
        "level": level,
        "distance": apart,
    }


@register.filter
def colour(kind) -> str:
    return COLOURS.get(kind.icon, "green")


@register.filter
def drawn_as(kind) -> str:
    """The name of the drawing for a kind of place, where there is no photo."""
    return DRAWINGS.get(kind.icon, "bank")


@register.simple_tag
def map_modules() -> list[str]:
    """Addresses of js/places/map/map.js and of what it imports."""
    are_joined = getattr(staticfiles_storage, "joins_modules", False)
    parts = [] if are_joined else MAP_MODULES
    return [static(path) for path in [*parts, "js/places/map/map.js"]]


@register.simple_tag
def need_words():
    """What a visitor may always need, in her words, for needs.js."""
    words = {each.slug: str(each.name) for each in FACILITIES}
    return json_script({"ja": _("Without steps"), **words}, "wensen")


@register.simple_tag
def places_in_theme(theme) -> dict:
    """The free places of a theme: a few, how many of each kind, all of them on a map,
    and the way on."""
    selection = Selection(facets=THEME_BITS[theme.slug] | FREE | LISTED)
    places = FoundPlaces(selection)
    found = Place.objects.published().selected(selection)
    kinds = (
        found.order_by("kind__order")
        .values("kind__slug", "kind__name", "kind__name_en", "kind__icon")
        .annotate(count=Count("pk"))
    )
    cards = [(place, in_words.on_card(place)) for place in places[:SHOWN]]
    filter_set = PlaceFilterSet(QueryDict(f"thema={theme.slug}"))
    filter_set.is_valid()
    return {
        "cards": cards,
        "kinds": kinds,
        "count": len(places),
        "list_url": f"{reverse('places:list')}?thema={theme.slug}",
        "map": frame.of_found(filter_set, places.box) if len(places) else None,
    }
