"""One Event of schema.org: when, where and what. What it does not say itself it has
from the event that it is a part of.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from harvesting.facts.event import Moment, Refusal, Status
from harvesting.reading import moments, texts
from harvesting.reading.amounts import FREE, cost_of, spot_of
from harvesting.reading.jsonld import schedule
from harvesting.reading.jsonld.nodes import ABOVE, Node, bare
from harvesting.reading.zones import named

DEEPEST = 5  # events inside events
MOST_DATES = 1_000
STATUSES = {
    "EventCancelled": Status.CANCELLED,
    "EventPostponed": Status.CANCELLED,  # nobody is to come, and no new date is known
}
LANGUAGES = {
    "dutch": "nl", "nederlands": "nl", "english": "en", "engels": "en",
    "german": "de", "french": "fr", "arabic": "ar", "turkish": "tr", "polish": "pl",
}  # fmt: skip


def with_wholes(node: Node) -> Iterator[Node]:
    """It, and all of which it is a part."""
    for _depth in range(DEEPEST):
        yield node
        above = [each for each in node.nodes(ABOVE) if each.is_event]
        node = node.above or next(iter(above), None)
        if node is None:
            return


def inherited(node: Node, name: str) -> str:
    return next(filter(None, (each.text(name) for each in with_wholes(node))), "")


def _nodes(node: Node, name: str) -> list:
    """The values of a property, of the nearest that has any."""
    return next(filter(None, (each.all(name) for each in with_wholes(node))), [])


# --- When ---------------------------------------------------------------------------


def when(node: Node, zone: ZoneInfo) -> list[dict]:
    """The facts of an event about when it is; several when it has several schedules."""
    schedules = node.nodes("eventSchedule")
    if schedules:
        return [_recurring(node, each, zone) for each in schedules]
    start = moments.iso(node.text("startDate"), zone)
    if start is None:
        raise moments.begins_never()
    before = moments.iso(node.text("previousStartDate"), zone)
    return [_span(start, _end(node, start, zone)) | {"moved_from": before}]


def _end(node: Node, start: Moment, zone: ZoneInfo) -> Moment | None:
    end = moments.iso(node.text("endDate"), zone)
    if end is None and (text := node.text("duration")):
        how_long = moments.length(text)
        end = moments.after(start, how_long) if how_long else None
        return end if isinstance(start, datetime) else start
    if isinstance(start, datetime) != isinstance(end, datetime):
        end = moments.in_zone(end, start) if isinstance(end, datetime) else None
    return end


def _span(start: Moment, end: Moment | None) -> dict:
    if end is not None and end < start:
        raise moments.ends_too_early()
    if not isinstance(start, datetime):
        return {"day": start, "last_day": end or start}
    return {
        "starts_at": start,
        "ends_at": end if end != start else None,
        "zone": start.tzinfo.key,
    }


def _recurring(node: Node, found: Node, zone: ZoneInfo) -> dict:
    said = found.text("scheduleTimezone")
    name = named(said) if said else zone.key
    if name is None:
        raise moments.unknown_zone(said)
    zone = ZoneInfo(name)
    first = moments.iso(node.text("startDate"), zone)
    day, at = first, None
    if isinstance(first, datetime):
        day, at = first.date(), first.time()
    when_ = schedule.read(found, zone, day, at)
    end = schedule.end_of(when_.start, when_.end_time)
    if end is None and isinstance(when_.start, datetime):
        if text := found.text("duration"):
            how_long = moments.length(text)
            end = moments.after(when_.start, how_long) if how_long else None
        elif first is not None and isinstance(first, datetime):
            end = _usual_end(node, first, when_.start, zone)
    left_out = [moments.iso(str(each), zone) for each in found.all("exceptDate")]
    if len(left_out) > MOST_DATES:
        words = _("It has more than %(most)d single dates.")
        raise Refusal(words % {"most": MOST_DATES})
    left_out = (moments.in_zone(each, when_.start) for each in left_out if each)
    return _span(when_.start, end) | {
        "rules": (when_.rule,),
        "left_out": tuple(left_out),
    }


def _usual_end(node, first: datetime, start: datetime, zone) -> datetime | None:
    """As long after its start as the event says of its first time; an end that is far
    away is that of the whole series."""
    end = _end(node, first, zone)
    if not isinstance(end, datetime) or not first < end:
        return None
    length = end - first
    return moments.after(start, length) if length.days == 0 else None


# --- What and where -----------------------------------------------------------------


def facts_of(node: Node) -> dict:
    words = [word for each in _nodes(node, "keywords") if isinstance(each, str)
             for word in each.split(",")]  # fmt: skip
    return {
        "text": texts.text_of(inherited(node, "description")),
        "categories": texts.tags_of(words),
        "languages": _languages(node),
        "status": _status(node),
        **_where(node),
        **_cost(node),
    }


def _status(node: Node) -> Status:
    """A part of what is called off, is called off."""
    for each in with_wholes(node):
        for text in map(bare, [each.text("eventStatus")]):
            if text in STATUSES:
                return STATUSES[text]
    return Status.CONFIRMED


def _languages(node: Node) -> tuple[str, ...]:
    found = []
    for each in with_wholes(node):
        for value in each.all("inLanguage"):
            if isinstance(value, dict):
                value = value.get("alternateName") or value.get("name")
            text = str(value).casefold()
            code = LANGUAGES.get(text, text[:2])
            if code.isalpha() and (text in LANGUAGES or text[2:3] in {"", "-", "_"}):
                found.append(code)
        if found:
            break
    return tuple(dict.fromkeys(found))


def _where(node: Node) -> dict:
    says_online = bare(inherited(node, "eventAttendanceMode")).startswith("Online")
    says_online |= bare(inherited(node, "eventStatus")) == "EventMovedOnline"
    found = next(filter(None, map(_places, with_wholes(node))), [])
    places = [each for each in found if each is not None]
    if places and not says_online:
        return places[0]
    return {"is_online": bool(found) or says_online}


def _places(node: Node) -> list[dict | None]:
    """What each location says; None for one that is on line."""
    found: list[dict | None] = []
    for each in node.all("location"):
        if isinstance(each, str):
            name = texts.place_of(each)
            found.append(None if texts.is_online(each) else {"place_name": name})
    for each in node.nodes("location"):
        if "VirtualLocation" in each.types or texts.is_online(each.text("name")):
            found.append(None)
        elif place := _place(each):
            found.append(place)
    return found


def _place(node: Node) -> dict:
    is_address = "PostalAddress" in node.types
    facts = {
        "place_name": "" if is_address else texts.place_of(node.text("name")),
        "address": _address(node) if is_address else _address_of(node),
    }
    facts = {name: text for name, text in facts.items() if text}
    for spot in [*node.nodes("geo"), node]:
        lat, lon = spot.text("latitude"), spot.text("longitude")
        if found := spot_of(lat, lon):
            return facts | found
    return facts


def _address_of(node: Node) -> str:
    for each in node.nodes("address"):
        return _address(each)
    return texts.place_of(node.text("address"))


def _address(node: Node) -> str:
    town = f"{node.text('postalCode')} {node.text('addressLocality')}".strip()
    return texts.place_of(", ".join(filter(None, [node.text("streetAddress"), town])))


# --- Cost ---------------------------------------------------------------------------


def _cost(node: Node) -> dict:
    """Unknown when prices differ: only that it is not free, if none is."""
    prices = {price for each in with_wholes(node) for price in _prices(each)}
    says_free = {_as_bool(each) for each in _nodes(node, "isAccessibleForFree")}
    if says_free == {True} and not any(prices):
        return FREE
    if len(prices) == 1 and says_free != {True}:
        (price,) = prices
        is_contradicted = says_free == {False} and price == 0
        return {} if is_contradicted else {"is_free": price == 0, "price": price}
    if says_free != {True} and prices and all(prices):
        return {"is_free": False}
    return {"is_free": False} if says_free == {False} and not prices else {}


def _prices(node: Node) -> Iterator[Decimal]:
    for offer in node.nodes("offers"):
        currency = offer.text("priceCurrency").strip().upper()
        if currency not in {"", "EUR", "€"}:
            continue
        for name in ("price", "lowPrice", "highPrice"):
            if text := offer.text(name):
                price = cost_of(text).get("price")
                if price is not None:
                    yield price


def _as_bool(value) -> bool | None:
    text = bare(str(value)).casefold()
    return {"true": True, "yes": True, "false": False, "no": False}.get(text)
