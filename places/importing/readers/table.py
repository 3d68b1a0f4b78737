"""Reads places from a CSV file."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from places.facts.locations import plain
from places.importing.addresses.known import points_of
from places.importing.fields import against
from places.importing.fields.columns import chosen_columns, squash
from places.importing.fields.kinds import KindFinder, kind_word
from places.importing.fields.numbers import number
from places.importing.fields.positions import read_position
from places.importing.fields.recognition import POINTS, recognise
from places.importing.fields.record import Record, System
from places.importing.readers import peeking
from places.importing.readers.ours import is_ours
from places.importing.readers.rows import Rows
from places.importing.run.report import Unreadable

DEGREES, METRES, ONE_CELL = POINTS  # the first is latitude, longitude


class TableReader:
    """The lines of a CSV file as records; see `rows.Rows` for what it takes.

    `fields` are those this file speaks about: of the others it can't tell whether they
    vanished. Unreadable when a column that every place needs is not there, or two
    could be meant. `has_ids` tells whether a column has the ids of its source.
    """

    def __init__(
        self,
        rows: Rows,
        columns,
        kinds: KindFinder,
        *,
        exactly: bool = False,
        system: str = "",
    ):
        self.rows = rows
        self.asked = system
        self.kinds = kinds
        self.is_ours = is_ours(self.rows.header)
        chosen = chosen_columns(columns)
        samples = peeking.of_table(self.rows)
        self.columns = recognise(
            samples, chosen, kinds.knows,
            exactly=exactly,
        )  # fmt: skip
        self._choose_a_point(chosen)
        self._refuse_missing()
        doubt = set(self.columns.doubtful) - ({"kind"} if kinds.only else set())
        self.columns.refuse_doubt(about=doubt)
        self.has_ids = bool(self.columns.column("id"))
        self.fields = self.columns.fields | against.fields_of(self.rows.header)

    def _choose_a_point(self, chosen):
        """A file may hold several: what was chosen wins, else degrees, else RD."""
        there = self.columns.points()
        picked = [names for names in there if any(name in chosen for name in names)]
        self.point = next(iter([*picked, *there]), ())
        self.spot = [self.columns.column(name) for name in self.point]
        self.system = System.DEGREES
        if self.point == METRES:
            # “x-coördinaat” has the letters of RD in it too.
            names = "".join(map(squash, self.spot)).replace("coord", "")
            self.system = System.RD if "rd" in names else System.EITHER

    def _refuse_missing(self):
        missing = []
        keys = {key for key, _value in self.kinds.tags}
        has_tags = any(_as_key(name) in keys for name in self.rows.header)
        if not (self.columns.column("kind") or self.kinds.only or has_tags):
            missing.append(_("a type of place, unless all are of one type"))
        texts = [] if self.point else self.addresses()
        if texts and settings.ADDRESS_SERVER == "off":
            message = _(
                "%(count)d rows have an address and no point. Addresses are not looked "
                "up here. Ask who made the file for latitude and longitude, or x and y "
                "of RD, or add them yourself (at pdok.nl, for instance)."
            )
            raise Unreadable(message % {"count": len(texts)})
        self.points_of = points_of(texts)
        if not self.point and not texts:
            missing.append(_("a point: latitude and longitude, x and y, or a position"))
        if missing:
            message = _(
                "No column was recognised for: %(missing)s. Choose which it is. There "
                "are: %(known)s."
            )
            known = ", ".join(self.rows.header)
            facts = {"missing": "; ".join(missing), "known": known}
            raise Unreadable(
                message % facts, hint="--columns kind=…,lat=…,lon=…,x=…,y=…, --kind"
            )

    def addresses(self) -> list[str]:
        """Of a file without points: where its rows are, in words."""
        if self.point:
            return []
        texts = (self.columns.texts(row.cells).get("address") for row in self.rows)
        return [text for text in texts if text]

    def __iter__(self) -> Iterator[Record]:
        columns = self.columns
        id_column, kind_column = columns.column("id"), columns.column("kind")
        for row in self.rows:
            cells = row.cells
            record = Record(
                where=_("line %(line)d") % {"line": row.line},
                source_id=cells.get(id_column, "").strip(),
                kind=kind_word(cells.get(kind_column, "")),
                x=None,
                y=None,
                system=self.system,
                raw=columns.texts(cells),
                tags={_as_key(name): text for name, text in cells.items() if text},
                is_plain=self.is_ours,
            )
            if row.problem:
                record.problem("", row.problem)
            self._read_point(record, cells)
            record.read_as(self.asked)
            yield record

    def _look_up(self, record):
        """The point of its address, as it was looked up before."""
        text = record.raw.get("address", "")
        words = plain(text)
        if not text:
            return
        if words not in self.points_of:
            record.problem("address", _("this address was not looked up yet"))
        elif (point := self.points_of[words]) is None:
            message = _("“%(text)s” is no address that the address server knows")
            record.problem("address", message % {"text": text})
        else:
            record.x, record.y = point

    def _read_point(self, record, cells):
        if not self.point:
            self._look_up(record)
            return
        texts = [cells.get(column, "") for column in self.spot]
        if self.point == ONE_CELL:
            read_position(record, texts[0], self.spot[0])
            return
        if not all(text.strip() for text in texts):
            return
        x, y = texts if self.point == METRES else reversed(texts)
        try:
            record.x, record.y = number(x), number(y)
        except ValueError:
            message = _("“%(x)s, %(y)s” are no numbers")
            record.problem("point", message % {"x": x, "y": y})

    def fraction(self) -> float:
        return self.rows.fraction()


def _as_key(heading: str) -> str:
    """A heading as a key of OpenStreetMap."""
    return heading.strip().casefold()
