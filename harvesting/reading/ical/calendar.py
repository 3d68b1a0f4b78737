"""iCalendar (RFC 5545) as programs write it, read as events.

Never read: who comes, who organises it and how to reach them (ATTENDEE, ORGANIZER,
CONTACT), files, alarms, and anything that is not public (CLASS). TRANSP says whether
its keeper is free, so nothing about the event.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from harvesting.facts.dates import key_of
from harvesting.facts.event import Event, Refusal
from harvesting.facts.result import Kind, Read, Refused, too_many
from harvesting.reading import ids, moments, texts
from harvesting.reading.ical import one_event
from harvesting.reading.ical.lines import Part, parts_of
from harvesting.reading.ical.one_event import Source
from harvesting.reading.ical.own_zones import Zones
from harvesting.reading.telling import told
from harvesting.reading.zones import named

CALLED_OFF = "CANCEL"
BUSY = {"busy", "bezet"}


@dataclass
class _Entry:
    """One VEVENT: what tells it from others, before anything else is understood."""

    part: Part
    source: Source
    uid: str
    has_own_uid: bool
    rid: str  # the RECURRENCE-ID as it stands there

    @property
    def rank(self) -> tuple[int, str]:
        """Of two of the same the newest holds."""
        stamp = self.part.text("LAST-MODIFIED") or self.part.text("DTSTAMP")
        return one_event.sequence_of(self.part), stamp

    @property
    def where(self) -> str:
        return _("line %(line)d") % {"line": self.part.line}

    @property
    def title(self) -> str:
        return texts.line_of(self.part.words("SUMMARY"))

    @property
    def is_private(self) -> bool:
        return self.part.text("CLASS").upper() not in {"", "PUBLIC"}

    @property
    def opts_out(self) -> bool:
        names = ("SUMMARY", "DESCRIPTION", "X-ALT-DESC", "CATEGORIES")
        return texts.opts_out(*(self.part.words(name) for name in names))

    def refused(self, why: str) -> Refused:
        return Refused(why, self.where, self.title, *self.identity)

    @property
    def identity(self) -> tuple[str, str]:
        """UID, and the key of its date if it is one of a series."""
        return self.uid, self._key

    @cached_property
    def _key(self) -> str:
        on = one_event.recurrence_id(self.part, self.source)
        return key_of(on) if on else ""


def read(content: bytes, zone: str, host: str, most: int) -> Read:
    """All events of all calendars in a file. `zone` is where times are that say none,
    `host` is of this site, to know its own events by. Beyond `most` they are refused.
    """
    outermost = parts_of(content)
    whole = bool(outermost) and all(part.is_whole for part in outermost)
    entries, name = [], ""
    for calendar in outermost:
        events = [part for part in calendar.parts if part.name == "VEVENT"]
        if calendar.name == "VEVENT":  # one that lost its calendar
            events = [calendar]
        source = _source(calendar, zone, host)
        name = name or texts.line_of(calendar.words("X-WR-CALNAME"))
        entries += [_entry(part, source) for part in events]
    refused = []
    if len(entries) > most:
        refused.append(too_many(len(entries), most))
        entries, whole = entries[:most], False
    return _Reader(entries, refused).read(name, is_whole=whole)


def _source(calendar: Part, zone: str, host: str) -> Source:
    said = named(calendar.text("X-WR-TIMEZONE") or calendar.text("TIMEZONE-ID"))
    defined = {
        part.text("TZID").strip('"'): part
        for part in calendar.parts
        if part.name == "VTIMEZONE"
    }
    zones = Zones(said or zone, says_own=said is not None, defined=defined)
    is_off = calendar.text("METHOD").upper() == CALLED_OFF
    return Source(zones, host, is_off)


def _entry(part: Part, source: Source) -> _Entry:
    uid, rid = ids.given(part.words("UID")), part.text("RECURRENCE-ID")
    if uid:
        return _Entry(part, source, uid, True, rid)
    facts = (part.text(name) for name in ("SUMMARY", "DTSTART", "LOCATION"))
    return _Entry(part, source, ids.made(*facts), False, rid)


class _Reader:
    """Puts the events of a file together: a series with what differs from it."""

    def __init__(self, entries: list[_Entry], refused: list[Refused]):
        self.entries = entries
        self.refused = refused
        self.opted_out: dict[tuple[str, str], None] = {}
        self.private: dict[tuple[str, str], None] = {}

    def read(self, name: str, *, is_whole: bool) -> Read:
        by_uid = defaultdict(list)
        for entry in self.entries:
            by_uid[entry.uid].append(entry)
        events = [event for group in by_uid.values() for event in self._of(group)]
        return Read(
            Kind.ICALENDAR,
            tuple(events),
            tuple(self.refused),
            tuple(self.opted_out),
            tuple(self.private),
            is_whole,
            name=name,
        )

    def _of(self, group: list[_Entry]) -> Iterator[Event]:
        whole = self._newest([each for each in group if not each.rid])
        single = defaultdict(list)
        for each in group:
            if each.rid:
                single[each.rid].append(each)
        apart = sorted(map(self._newest, single.values()), key=lambda each: each.rank)
        if whole is None:
            for each in apart:
                if event := self._read(each):
                    yield event
            return
        if self._stays_out(whole):
            return
        if event := self._read(whole):
            yield self._with_changes(event, apart)

    def _newest(self, same: list[_Entry]) -> _Entry | None:
        """Of several with one number the newest; those that are not older are told."""
        if not same:
            return None
        newest = max(same, key=lambda each: (each.rank, each.is_private))
        start = newest.part.text("DTSTART")
        for each in same:
            is_as_new = each.rank == newest.rank and each is not newest
            if each.is_private or newest.is_private:
                continue
            if is_as_new and each.part.text("DTSTART") != start:
                self.refused.append(
                    each.refused(_("Another event has the same number (UID)."))
                )
        return newest

    def _stays_out(self, entry: _Entry) -> bool:
        if entry.is_private:
            self.private[entry.identity] = None
        elif entry.opts_out:
            self.opted_out[entry.identity] = None
        return entry.is_private or entry.opts_out

    def _read(self, entry: _Entry, title: str = "") -> Event | None:
        """Without what stays out, and without what can't be read, which is told."""
        if self._stays_out(entry):
            return None
        with told(self.refused, entry.refused):
            return self._event(entry, title)
        return None

    @staticmethod
    def _event(entry: _Entry, title: str) -> Event:
        if not entry.part.is_whole:
            raise Refusal(_("It has no end (END:VEVENT); is the file cut off?"))
        title = entry.title or title
        if not title:
            raise Refusal(_("It has no title."))
        if title.casefold() in BUSY:
            words = _("It only says that you are busy. Publish all details.")
            raise Refusal(words)
        found = one_event.read(entry.part, entry.source, uid=entry.uid, title=title)
        return replace(found, has_own_uid=entry.has_own_uid)

    def _with_changes(self, event: Event, apart: list[_Entry]) -> Event:
        """A single date that stays out, or that nobody can read, is none: better no
        date than a wrong one."""
        changed, left_out = [*event.changed], []
        for entry in apart:
            found = self._read(entry, event.title)
            on = one_event.recurrence_id(entry.part, entry.source)
            on = on and moments.in_zone(on, event.start)
            if found is not None and on is not None:
                on = one_event.whole_moment(on, event.start)
                changed = [each for each in changed if each.recurrence_id != on]
                changed.append(replace(found, recurrence_id=on))
            elif on is not None:
                left_out.append(on)
        return replace(
            event,
            changed=tuple(changed),
            left_out=(*event.left_out, *left_out),
        )
