from django import template
from django.db.models import Count
from django.urls import reverse

from places import basemap, facts
from places.derived import FREE, LISTED, THEME_BITS
from places.models import Place
from places.reading import FoundPlaces
from places.selection import Selection

register = template.Library()
SHOWN = 6


@register.inclusion_tag("places/_map.html")
def places_map(box, tiles="", point=None, icon="place", name="", here=None):
    """A map of `box` ("w,s,e,n"): with the places of `tiles`, or one `point` on it."""
    return {
        "box": box,
        "tiles": tiles,
        "point": point,
        "icon": icon,
        "name": name,
        "here": here and f"{here[0]},{here[1]}",
        "background": basemap.ADDRESS,
        "attribution": basemap.attribution(),
        "place_url": f"{reverse('places:list')}{{slug}}/",
    }


@register.inclusion_tag("places/_card.html")
def place_card(place, card_facts=None, level="h2", here=None):
    card_facts = facts.on_card(place) if card_facts is None else card_facts
    distance = here and facts.distance(place.metres_from(here[0]))
    return {
        "place": place,
        "facts": card_facts,
        "level": level,
        "distance": distance,
    }


@register.inclusion_tag("places/_in_theme.html")
def places_in_theme(theme):
    """The free places of a theme: a few, how many of each kind, and the way on."""
    selection = Selection(facets=THEME_BITS[theme.slug] | FREE | LISTED)
    places = FoundPlaces(selection)
    found = Place.objects.published().selected(selection)
    kinds = (
        found.order_by("kind__order")
        .values("kind__slug", "kind__name", "kind__name_en", "kind__icon")
        .annotate(count=Count("pk"))
    )
    cards = [(place, facts.on_card(place)) for place in places[:SHOWN]]
    return {
        "theme": theme,
        "cards": cards,
        "kinds": kinds,
        "count": len(places),
        "list_url": f"{reverse('places:list')}?thema={theme.slug}",
    }
