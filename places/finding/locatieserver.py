"""Addresses from PDOK's Locatieserver, or another server that speaks as it does.

Source: api.pdok.nl/bzk/locatieserver/search/v3_1/ui/ (the address `free`). It gets the
words that were typed and nothing of who typed them. When it is slow, wrong or away we
leave it alone for a while; the site works without it.
"""

import json
import logging
import re
import urllib.request
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache

from common.kit.geo import NL_BOX, is_in_box
from places.facts.locations import Spot, plain

PATIENCE = 1.5  # seconds, of someone who waits for the answer
REST = 30  # seconds of peace for a server that did not answer
CACHE_SECONDS = 24 * 3600  # seconds that an answer is kept
LARGEST_ANSWER = 500_000  # bytes
TYPES = ("weg", "adres", "postcode", "woonplaats")
FIELDS = "type,weergavenaam,straatnaam,huis_nlt,postcode,woonplaatsnaam,centroide_ll"
POINT = re.compile(r"POINT\((-?[\d.]+) (-?[\d.]+)\)")
DOWN = "locatieserver-down"
logger = logging.getLogger(__name__)


class Unavailable(Exception):
    """Nobody can say now which addresses there are."""


def addresses(text: str, limit: int) -> list[Spot]:
    """Streets, addresses and postcodes of this municipality that fit, best first.

    Empty when no server is configured; `Unavailable` when it does not answer well.
    """
    if settings.ADDRESS_SERVER == "off":
        return []
    key = f"addresses-{plain(text).replace(' ', '_')[:150]}-{limit}"
    if (kept := cache.get(key)) is not None:
        return kept
    if cache.get(DOWN):
        raise Unavailable
    try:
        spots = [_spot(found) for found in _ask(text, limit)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        cache.set(DOWN, True, REST)
        # Only what went wrong: what someone typed stands in no log.
        logger.warning("the address server fails: %s", type(error).__name__)
        raise Unavailable from None
    spots = [spot for spot in spots if spot and is_in_box(spot.lon, spot.lat, NL_BOX)]
    cache.set(key, spots, CACHE_SECONDS)
    return spots


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
    request = urllib.request.Request(url, headers={"User-Agent": "Ontmoeten"})  # noqa: S310 — from the settings
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
        data = answer.read(LARGEST_ANSWER + 1)
    if len(data) > LARGEST_ANSWER:
        raise ValueError("too large")
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
