"""A place as data for search engines and other programs: schema.org in JSON-LD."""

from django.conf import settings

from places.models import Cost, Neighbourhood, Place

CONTEXT = "https://schema.org"
COUNTRY = "NL"


def postal(street: str = "", town: str = "") -> dict:
    """An address, as far as it is known: the country always is."""
    known = {"streetAddress": street, "addressLocality": town}
    return {
        "@type": "PostalAddress",
        **{name: value for name, value in known.items() if value},
        "addressCountry": COUNTRY,
    }


def place(found: Place, base: str) -> dict:
    """schema.org/Place; `base` is the address of the site."""
    data = {
        "@context": CONTEXT,
        "@type": "Place",
        "name": found.name,
        "url": f"{base}{found.get_absolute_url()}",
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": round(found.point.y, 6),
            "longitude": round(found.point.x, 6),
        },
        "address": postal(found.address, _town(found)),
    }
    if found.description:
        data["description"] = found.description
    if found.actual_cost in {Cost.FREE, Cost.PAID}:
        data["isAccessibleForFree"] = found.actual_cost == Cost.FREE
    return data


def _town(found: Place) -> str:
    """Ours; nothing for a place that lies in none of the neighbourhoods we know."""
    is_ours = found.neighbourhood_id or not Neighbourhood.objects.exists()
    return settings.SITE_CITY if is_ours else ""
