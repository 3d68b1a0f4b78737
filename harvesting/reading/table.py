"""Events of a table (CSV) with a heading: a row is one event, on one date.

Which column holds which fact is told by a mapping that someone saved, else by the
headings. How the file is written is found out as for imports of places.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO, TextIOWrapper
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from harvesting.facts.event import Event, Moment, Refusal, Status
from harvesting.facts.result import Kind, Read, Refused, too_many
from harvesting.reading import ids, moments, texts
from harvesting.reading.amounts import cost_of, spot_of
from harvesting.reading.telling import told
from harvesting.reading.written import (
    clock_of,
    day_of,
    is_midnight,
    moment_of,
    span_of,
)
from places.importing.fields.columns import spellings, squash
from places.importing.readers.rows import Rows, TableRow
from places.importing.run.report import Unreadable

# The facts a column may hold, and the headings that mean them.
HEADINGS = {
    "uid": "uid id nummer nr activiteit_id event_id",
    "title": "title titel naam name activiteit evenement wat summary",
    "day": "day dag datum date startdatum start_date begindatum",
    "last_day": "last_day einddatum end_date tot_en_met laatste_dag",
    "starts": "starts start begin dtstart start_datum_tijd startdatumtijd begint_op",
    "ends": "ends eind einde end dtend eind_datum_tijd einddatumtijd eindigt_op",
    "from": "from van tijd tijden time begintijd starttijd start_time aanvang vanaf",
    "until": "until tot eindtijd end_time",
    "text": "text description omschrijving beschrijving toelichting",
    "place_name": "place_name locatie location plaats waar gebouw zaal",
    "address": "address adres",
    "lat": "lat latitude breedtegraad",
    "lon": "lon lng longitude lengtegraad",
    "url": "url website link webpagina meer_informatie",
    "categories": "categories categorie categorieen category soort thema tags",
    "cost": "cost kosten prijs price entree toegang",
    "status": "status",
}
LONGEST_NIGHT = timedelta(hours=12)
IDENTITY = ("title", "day", "starts", "from")
OFF = {
    "geannuleerd", "afgelast", "gaat niet door", "vervalt", "vervallen", "cancelled",
    "canceled",
}  # fmt: skip


class _InMemory:
    """As much of a path as `Rows` asks of one."""

    name = "feed.csv"

    def __init__(self, content: bytes):
        self.content = content

    def is_dir(self) -> bool:
        return False

    def stat(self):
        return SimpleNamespace(st_size=len(self.content))

    def open(self, mode="r", encoding=None, newline=None):
        file = BytesIO(self.content)
        return file if "b" in mode else TextIOWrapper(file, encoding, newline=newline)


def headings(content: bytes) -> list[str]:
    """Those of a table; Unreadable when it is none."""
    return Rows(_InMemory(content)).header


def recognised(header: list[str]) -> dict[str, str]:
    """Of our facts the heading that means it; of two that could, the first."""
    found: dict[str, str] = {}
    for heading in header:
        known = (_known().get(each) for each in spellings(heading))
        if name := next(filter(None, known), None):
            found.setdefault(name, heading)
    return found


@cache
def _known() -> dict[str, str]:
    return {
        squash(word): name for name, words in HEADINGS.items() for word in words.split()
    }


def is_enough(columns: Collection[str]) -> bool:
    """Whether events can be read with columns for these facts."""
    return "title" in columns and not {"day", "starts"}.isdisjoint(columns)


def read(
    content: bytes, columns: Mapping[str, str] | None, zone: str, most: int
) -> Read:
    """The rows of a table as events. `columns` gives for our facts (`HEADINGS`) the
    heading of the column that holds it. Beyond `most` events are refused."""
    try:
        rows = Rows(_InMemory(content))
        columns = recognised(rows.header) if columns is None else dict(columns)
        columns = {name: each for name, each in columns.items() if each in rows.header}
        if not is_enough(columns):
            words = _("There is no column for: %(missing)s. There are: %(known)s.")
            wanted = _("a title, and a day or a moment at which it begins")
            known = ", ".join(rows.header)[:300]
            raise Unreadable(words % {"missing": wanted, "known": known})
        found = _Reader(columns, ZoneInfo(zone))
        found.read(rows, most)
    except Unreadable as error:
        return Read(Kind.TABLE, is_whole=False, problem=str(error))
    return Read(
        Kind.TABLE,
        tuple(found.events.values()),
        tuple(found.refused),
        tuple(found.opted_out),
        is_whole=found.is_whole,
    )


class _Reader:
    def __init__(self, columns: Mapping[str, str], zone: ZoneInfo):
        self.columns = columns
        self.zone = zone
        self.events: dict[str, Event] = {}
        self.refused: list[Refused] = []
        self.opted_out: dict[tuple[str, str], None] = {}
        self.is_whole = True

    def read(self, rows: Rows, most: int) -> None:
        count = 0
        for count, row in enumerate(rows, 1):
            if count <= most:
                self._read(row)
        if count > most:
            self.refused.append(too_many(count, most))
            self.is_whole = False

    def _read(self, row: TableRow) -> None:
        cells = {name: row.cells.get(each, "") for name, each in self.columns.items()}
        title = texts.line_of(cells["title"])
        uid = ids.given(cells.get("uid", ""))
        own = uid or ids.made(*(cells.get(name, "") for name in IDENTITY))
        where = _("line %(line)d") % {"line": row.line}
        if not row.problem and texts.opts_out(*row.cells.values()):
            self.opted_out[own, ""] = None
            return
        with told(self.refused, lambda why: Refused(why, where, title, own)):
            if row.problem:
                raise Refusal(row.problem)
            if not title:
                raise Refusal(_("It has no title."))
            event = Event(
                uid=own,
                has_own_uid=bool(uid),
                title=title,
                **self._when(cells),
                **_facts(cells),
            )
            if self.events.setdefault(own, event) != event:
                raise Refusal(_("Another event has the same number (UID)."))

    def _when(self, cells: Mapping[str, str]) -> dict:
        start = self._start(cells)
        last = day_of(cells.get("last_day", ""))
        if not isinstance(start, datetime):
            last = last or _day_in(moment_of(cells.get("ends", ""), self.zone))
            if last and last < start:
                raise moments.ends_too_early()
            return {"day": start, "last_day": last or start}
        end = self._end(cells, start, last)
        if end is not None and end < start:
            raise moments.ends_too_early()
        ends_at = end if end != start else None
        return {"starts_at": start, "ends_at": ends_at, "zone": self.zone.key}

    def _start(self, cells: Mapping[str, str]) -> Moment:
        if found := moment_of(cells.get("starts", ""), self.zone):
            return found
        day = day_of(cells.get("day", ""))
        if day is None:
            raise moments.begins_never()
        at = clock_of(span_of(cells.get("from", ""))[0])
        return day if at is None else datetime.combine(day, at, self.zone)

    def _end(self, cells, start: datetime, last: date | None) -> datetime | None:
        if found := moment_of(cells.get("ends", ""), self.zone):
            return found if isinstance(found, datetime) else None
        text = cells.get("until", "").strip() or span_of(cells.get("from", ""))[1]
        day, at = last or start.date(), time()
        if not is_midnight(text):
            at = clock_of(text)
            if at is None:
                return None
        end = datetime.combine(day, at, self.zone)
        next_day = end + timedelta(days=1)
        is_in_the_night = end < start and next_day - start <= LONGEST_NIGHT
        if is_midnight(text) or (is_in_the_night and not last):
            return next_day
        return end


def _day_in(found: Moment | None) -> date | None:
    return found.date() if isinstance(found, datetime) else found


def _facts(cells: Mapping[str, str]) -> dict:
    said = {name: cells.get(name, "") for name in HEADINGS}
    is_online = texts.is_online(said["place_name"])
    is_off = said["status"].strip().casefold() in OFF
    return {
        "text": texts.text_of(said["text"]),
        "place_name": "" if is_online else texts.place_of(said["place_name"]),
        "address": texts.place_of(said["address"]),
        "is_online": is_online,
        "url": texts.url_of(said["url"]),
        "categories": texts.tags_of(re.split(r"[,;|]", said["categories"])),
        "status": Status.CANCELLED if is_off else Status.CONFIRMED,
        **spot_of(said["lat"].replace(",", "."), said["lon"].replace(",", ".")),
        **cost_of(said["cost"]),
    }
