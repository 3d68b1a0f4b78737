"""One VEVENT of iCalendar (RFC 5545, 3.6.1) as an event: when, where and what."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar.parser.property import split_on_unescaped_comma

from harvesting.facts.dates import LONGEST_SHIFT, shift
from harvesting.facts.event import Event, Moment, Refusal, Status
from harvesting.facts.rules import checked
from harvesting.reading import moments, texts
from harvesting.reading.amounts import cost_of, spot_of
from harvesting.reading.ical import values
from harvesting.reading.ical.lines import Part
from harvesting.reading.ical.own_zones import Zones
from initiatives.agenda.uids import is_ours

MOST_DATES = 1_000  # extra or left out, each
MOST_RULES = 5
STATUSES = {"CANCELLED": Status.CANCELLED, "TENTATIVE": Status.TENTATIVE}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Source:
    """What holds for all events of one calendar. `host` is of this site."""

    zones: Zones
    host: str
    is_called_off: bool = False


def read(part: Part, source: Source, *, uid: str, title: str) -> Event:
    """Refusal, with a sentence, for what nobody can come to."""
    start = part.value("DTSTART")
    if start is None or not start.text.strip():
        raise moments.begins_never()
    start = _start(start, part, source)
    facts = _when(start, part, source)
    event = Event(
        uid=uid,
        title=title,
        sequence=sequence_of(part),
        status=_status(part, source),
        is_ours=is_ours(uid, source.host),
        url=texts.url_of(part.text("URL")),
        categories=_categories(part),
        text=_text(part),
        **facts,
        **_where(part),
        **_cost(part),
    )
    return _with_dates(event, start, part, source)


def sequence_of(part: Part) -> int:
    text = part.text("SEQUENCE")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def recurrence_id(part: Part, source: Source) -> Moment | None:
    """Of which date of a series this is, if of any."""
    value = part.value("RECURRENCE-ID")
    if value is None:
        return None
    try:
        return values.of(value, source.zones)
    except Refusal:
        return None


def whole_moment(on: Moment, start: Moment) -> Moment:
    """A day as the moment on that day at which its series is."""
    if isinstance(start, datetime) and not isinstance(on, datetime):
        return datetime.combine(on, start.time(), start.tzinfo)
    return on


# --- When ---------------------------------------------------------------------------


def _start(value, part: Part, source: Source) -> Moment:
    start = values.of(value, source.zones)
    if not isinstance(start, datetime):
        return start
    if _is_all_day(part) and start.time() == time():
        return start.date()
    if start.tzinfo.key == "UTC" and source.zones.says_own:
        return start.astimezone(ZoneInfo(source.zones.own))
    return start


def _is_all_day(part: Part) -> bool:
    return part.text("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"


def _when(start: Moment, part: Part, source: Source) -> dict:
    end = _end(start, part, source)
    if not isinstance(start, datetime):
        last = end and end - ONE_DAY
        if end and end < start:
            raise moments.ends_too_early()
        return {"day": start, "last_day": max(start, last or start)}
    if end is not None and end < start:
        raise moments.ends_too_early()
    is_known = end is not None and end != start
    return {
        "starts_at": start,
        "ends_at": end if is_known else None,
        "zone": start.tzinfo.key,
    }


def _end(start: Moment, part: Part, source: Source) -> Moment | None:
    """Not on it any more; None when nobody says."""
    if value := part.value("DTEND"):
        end = moments.in_zone(values.of(value, source.zones), start)
        if isinstance(start, datetime) and not isinstance(end, datetime):
            return None  # a day is no end of what has a time
        return end
    if text := part.text("DURATION"):
        how_long = moments.length(text)
        if how_long < timedelta():
            raise moments.ends_too_early()
        return moments.after(start, how_long)
    return None


def _with_dates(event: Event, start: Moment, part: Part, source: Source) -> Event:
    """Refusal when any of its dates can't be read: half of them would be wrong ones."""
    if part.values("EXRULE"):
        raise Refusal(_("“%(part)s” in its rule of recurrence means nothing to us.")
                      % {"part": "EXRULE"})  # fmt: skip
    rules = part.values("RRULE")[:MOST_RULES]
    out, extra = part.values("EXDATE"), part.values("RDATE")
    periods = [*values.periods(extra, source.zones)]
    left_out = [moments.in_zone(e, start) for e in values.all_of(out, source.zones)]
    added = [moments.in_zone(e, start) for e in values.all_of(extra, source.zones)]
    added = [whole_moment(each, start) for each in added]
    if len(left_out) > MOST_DATES or len(added) > MOST_DATES:
        words = _("It has more than %(most)d single dates.")
        raise Refusal(words % {"most": MOST_DATES})
    event = replace(
        event,
        rules=tuple(dict.fromkeys(checked(each.text, start) for each in rules)),
        extra=tuple(sorted({*added})),
        left_out=tuple(dict.fromkeys(left_out)),
    )
    if part.value("RECURRENCE-ID"):
        return _as_change(event, part, source)
    return replace(event, changed=tuple(_lasting(event, *each) for each in periods))


def _as_change(event: Event, part: Part, source: Source) -> Event:
    """A date of a series by itself: its own rule, if any, says nothing."""
    value = part.value("RECURRENCE-ID")
    on = moments.in_zone(values.of(value, source.zones), event.start)
    until = value.parameters.get("RANGE", "").upper()
    if until == "THISANDPRIOR":
        raise Refusal(_("It changes all dates until one; only later ones can change."))
    event = replace(
        event,
        recurrence_id=whole_moment(on, event.start),
        goes_on=until == "THISANDFUTURE",
        rules=(),
        extra=(),
        left_out=(),
    )
    if event.goes_on and abs(shift(event)) > LONGEST_SHIFT:
        raise Refusal(_("It moves all later dates by more than a year."))
    return event


def _lasting(event: Event, begin: Moment, end: Moment) -> Event:
    """An extra date with an end of its own."""
    begin, end = (moments.in_zone(each, event.start) for each in (begin, end))
    begin, end = (whole_moment(each, event.start) for each in (begin, end))
    if end < begin:
        raise moments.ends_too_early()
    facts = {"starts_at": begin, "ends_at": end}
    if event.is_all_day:
        facts = {"day": begin, "last_day": max(begin, end - ONE_DAY)}
    return replace(event, recurrence_id=begin, rules=(), extra=(), left_out=(), **facts)


# --- What and where -----------------------------------------------------------------


def _status(part: Part, source: Source) -> Status:
    if source.is_called_off:
        return Status.CANCELLED
    return STATUSES.get(part.text("STATUS").upper(), Status.CONFIRMED)


def _text(part: Part) -> str:
    text = part.words("DESCRIPTION")
    if not text.strip():
        text = part.words("X-ALT-DESC")
    return texts.text_of(text)


def _categories(part: Part) -> tuple[str, ...]:
    lists = (each.text for each in part.values("CATEGORIES"))
    return texts.tags_of(
        word for each in lists for word in split_on_unescaped_comma(each)
    )


def _where(part: Part) -> dict:
    said = part.words("LOCATION")
    if texts.is_online(said):
        return {"is_online": True}
    facts = {"place_name": texts.place_of(said)}
    lat, _sign, lon = part.text("GEO").partition(";")
    spot = spot_of(lat, lon)
    apple = part.value("X-APPLE-STRUCTURED-LOCATION")
    if apple:
        title = apple.parameters.get("X-TITLE", "")
        address = apple.parameters.get("X-ADDRESS", "")
        facts["place_name"] = texts.place_of(title) or facts["place_name"]
        facts["address"] = texts.place_of(address.replace("\\n", "\n"))
        lat, _sign, lon = apple.text.removeprefix("geo:").partition(",")
        spot = spot or spot_of(lat, lon)
    return facts | spot


def _cost(part: Part) -> dict:
    """Only what a field for it says."""
    return cost_of(part.words("X-COST"))
