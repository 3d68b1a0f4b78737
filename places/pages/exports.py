"""Everything the filters find, as open data, with who it comes from. Streamed."""

import json
from collections.abc import Iterator

from places.facts.facilities import FACILITIES

CHUNK = 2000
DECIMALS = 6
WORD = {True: "ja", False: "nee", None: "onbekend"}
STEPS = {"yes": "ja", "limited": "beperkt", "no": "nee", "unknown": "onbekend"}
COST = {
    "free": "gratis",
    "consumption": "consumptie verwacht",
    "paid": "betaald",
    "unknown": "onbekend",
}


def facts(place, base: str) -> dict:
    """A place as flat Dutch facts; `base` is the site's address, for absolute links."""
    return {
        "id": place.pk,
        "naam": place.name,
        "soort": place.kind.slug,
        "adres": place.address,
        "buurt": place.neighbourhood.name if place.neighbourhood else "",
        "buurtcode": place.neighbourhood.code if place.neighbourhood else "",
        "kosten": COST[place.actual_cost],
        "openingstijden": _hours(place),
        "drempelvrij": STEPS[place.step_free],
        **{each.slug: WORD[value] for each, value in place.facilities()},
        "capaciteit": place.capacity or "",
        "past_zeker": WORD[getattr(place, "is_sure", True)],
        "omschrijving": place.description,
        "gecontroleerd_op": place.checked_on.isoformat() if place.checked_on else "",
        "adres_op_deze_site": base + place.get_absolute_url(),
        "bron": place.dataset.name if place.dataset else "",
        "naamsvermelding": place.dataset.credit if place.dataset else "",
    }


def _hours(place) -> str:
    """Where a reader would take those of its kind, “unknown” is said."""
    return place.actual_hours or (place.kind.opening_hours and WORD[None])


def _rows(places):
    related = places.select_related("kind", "neighbourhood", "dataset")
    related = related.defer("neighbourhood__boundary")
    return related.order_by("pk").iterator(chunk_size=CHUNK)


def geojson(places, base: str, owner: str) -> Iterator[str]:
    """RFC 7946, with `attribution`: the owner and every source in it."""
    sources = places.sources()
    credit = "; ".join([owner, *(each.credit for each in sources)])
    head = {"type": "FeatureCollection", "attribution": credit}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "features": ['
    separator = "\n"
    for place in _rows(places):
        lon, lat = place.point.coords
        feature = {
            "type": "Feature",
            "id": place.pk,
            "geometry": {
                "type": "Point",
                "coordinates": [round(lon, DECIMALS), round(lat, DECIMALS)],
            },
            "properties": facts(place, base),
        }
        yield separator + json.dumps(feature, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


KNOWN = [each.slug for each in FACILITIES]
COLUMNS = [
    *["id", "naam", "soort", "lat", "lon", "adres", "buurt", "buurtcode", "kosten"],
    *["openingstijden", "drempelvrij", *KNOWN, "capaciteit", "past_zeker"],
    "omschrijving",
    *["gecontroleerd_op", "adres_op_deze_site", "bron", "naamsvermelding"],
]


def rows(places, base: str) -> Iterator[list]:
    """The values of COLUMNS, of every place."""
    for place in _rows(places):
        lon, lat = place.point.coords
        row = facts(place, base)
        row |= {"lat": round(lat, DECIMALS), "lon": round(lon, DECIMALS)}
        yield [row[name] for name in COLUMNS]
