"""Addresses from PDOK's Locatieserver, or another server that speaks as it does.

Source: api.pdok.nl/bzk/locatieserver/search/v3_1/ui/ (the address `free`). It gets the
words that were typed and nothing of who typed them. When it is slow or away we
leave it alone for a while; the site works without it.
"""

import json
import logging
import re
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache

from common.kit.geo import NL_BOX, is_in_box
from common.web import outside
from common.web.outside import Unavailable
from places.facts.locations import Spot, plain

PATIENCE = 1.5  # seconds, of someone who waits for the answer
CACHE_SECONDS = 24 * 3600  # seconds that an answer is kept
LARGEST_ANSWER = 500_000  # bytes
AT = 100  # metres: farther away an address says nothing of a spot
LONGEST_ADDRESS = 200  # letters
TYPES = ("weg", "adres", "postcode", "woonplaats")
FIELDS = "type,weergavenaam,straatnaam,huis_nlt,postcode,woonplaatsnaam,centroide_ll"
POINT = re.compile(r"POINT\((-?[\d.]+) (-?[\d.]+)\)")
# No answer, or none that we understand.
WRONG = (
    Unavailable, outside.Refused, ValueError, KeyError, TypeError, AttributeError,
)  # fmt: skip
logger = logging.getLogger(__name__)


def addresses(text: str, limit: int) -> list[Spot]:
    """Streets, addresses and postcodes of this municipality that fit, best first.

    Empty when no server is configured; `Unavailable` when it does not answer well.
    """
    if settings.ADDRESS_SERVER == "off":
        return []
    key = f"addresses-{plain(text).replace(' ', '_')[:150]}-{limit}"
    if (kept := cache.get(key)) is not None:
        return kept
    try:
        spots = [_spot(found) for found in _ask(text, limit)]
    except WRONG as error:
        # Only what went wrong: what someone typed stands in no log.
        logger.warning("the address server fails: %s", type(error).__name__)
        raise Unavailable from None
    spots = [spot for spot in spots if spot and is_in_box(spot.lon, spot.lat, NL_BOX)]
    cache.set(key, spots, CACHE_SECONDS)
    return spots


def nearest_address(lat: float, lon: float) -> str:
    """The address at most `AT` metres from a point in degrees WGS84; empty when there
    is none, when no server is configured that gives it, and when it does not answer.

    Source: the address `reverse` beside `free`.
    """
    server, _slash, last = settings.ADDRESS_SERVER.rpartition("/")
    if last != "free":
        return ""
    question = {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}", "type": "adres", "rows": 1,
                "distance": AT, "fl": "weergavenaam"}  # fmt: skip
    url = f"{server}/reverse?{urlencode(question)}"
    limits = {"patience": PATIENCE, "largest": LARGEST_ANSWER}
    try:
        data = outside.fetch(url, settings.ADDRESS_SERVER, **limits)
        found = json.loads(data)["response"]["docs"]
        return str(found[0]["weergavenaam"])[:LONGEST_ADDRESS] if found else ""
    except WRONG as error:
        logger.warning("the address server fails: %s", type(error).__name__)
        return ""


def _ask(text, limit) -> list[dict]:
    question = {
        "q": text,
        "rows": limit,
        "fl": FIELDS,
        "fq": [
            f"gemeentecode:{settings.MUNICIPALITY.removeprefix('GM')}",
            f"type:({' OR '.join(TYPES)})",
        ],
    }
    url = f"{settings.ADDRESS_SERVER}?{urlencode(question, doseq=True)}"
    limits = {"patience": PATIENCE, "largest": LARGEST_ANSWER}
    data = outside.fetch(url, settings.ADDRESS_SERVER, **limits)
    return json.loads(data)["response"]["docs"]


def _spot(found: dict) -> Spot | None:
    where = POINT.fullmatch(found["centroide_ll"])
    if where is None or found["type"] not in TYPES:
        return None
    lon, lat = (float(number) for number in where.groups())
    label, _comma, detail = str(found["weergavenaam"]).partition(", ")
    # A house number never gets into an address of ours: the street is near enough.
    area = found.get("straatnaam") or found.get("woonplaatsnaam") or label
    names = (found.get("straatnaam"), found.get("postcode"), label)
    return Spot(
        label=label,
        detail=detail,
        lat=lat,
        lon=lon,
        kind=found["type"],
        area=str(area),
        names=tuple(plain(str(name)) for name in names if name),
    )
