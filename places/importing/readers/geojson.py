"""Reads places from GeoJSON (RFC 7946, and the `crs` member of before), as a stream."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import ijson
from django.utils.translation import gettext as _
from shapely.errors import ShapelyError
from shapely.geometry import shape

from places.importing.fields.columns import chosen_columns
from places.importing.fields.kinds import KindFinder, kind_word
from places.importing.fields.points import system_of
from places.importing.fields.recognition import Columns, recognise
from places.importing.fields.record import Record, System
from places.importing.fields.shapes import point_on
from places.importing.fields.values import READERS
from places.importing.readers import peeking
from places.importing.readers.encoding import first_bytes
from places.importing.readers.nesting import broken, refuse_deep
from places.importing.readers.ours import is_ours
from places.importing.readers.reference import system_named
from places.importing.run.report import Unreadable

BOM = b"\xef\xbb\xbf"
MALFORMED = (AttributeError, KeyError, TypeError, ValueError)


class GeoJSONReader:
    """The features of a FeatureCollection as records.

    Unreadable when it is none, and when its reference system contradicts its numbers.
    """

    fields = None  # any feature may speak about any field

    def __init__(
        self,
        path: Path,
        columns,
        kinds: KindFinder,
        *,
        exactly: bool = False,
        system: str = "",
    ):
        self.asked = system
        self.path = path
        self.size = path.stat().st_size if first_bytes(path) else 0
        self.read = 0
        refuse_deep(path)
        self.declared, self.system = self._system()
        self.chosen = chosen_columns(columns)
        samples = peeking.of_geojson(path)
        self.is_ours = is_ours(samples)
        self.columns = self._columns(samples, kinds, exactly)
        self.has_ids = bool(self.columns.column("id")) or self._names_ids()
        doubt = {*self.columns.doubtful} & {"id", "kind", "street", *READERS}
        self.columns.refuse_doubt(about=doubt - ({"kind"} if kinds.only else set()))

    def _items(self, prefix: str) -> Iterator:
        with self.path.open("rb") as file:
            if file.read(3) != BOM:
                file.seek(0)
            try:
                for item in ijson.items(file, prefix, use_float=True):
                    yield item
                    self.read = file.tell()
            except (ijson.JSONError, UnicodeDecodeError) as error:
                raise broken(self.path, error) from None

    def _system(self) -> tuple[str, System]:
        """The `crs` member may stand behind the features, so the file is read twice."""
        crs = next(self._items("crs"), None)
        if not crs:
            return "", System.DEGREES
        name = crs.get("properties", {}).get("name") if isinstance(crs, dict) else crs
        system = system_named(str(name or ""))
        if system is None:
            message = _(
                "The file says its reference system is “%(name)s”; only WGS84 and RD "
                "(EPSG:28992) can be read."
            )
            raise Unreadable(message % {"name": name})
        return str(name), system

    def __iter__(self) -> Iterator[Record]:
        count, must_agree = 0, not self.asked
        for count, feature in enumerate(self._items("features.item"), start=1):
            record = self._record(count, feature)
            if must_agree and record.x is not None:
                self._refuse_contradiction(record)
                must_agree = False
            yield record
        if not count:
            raise Unreadable(_("There are no features in this file."))

    def _refuse_contradiction(self, record):
        """One object may be wrong; when the first one already is, the file is."""
        looks_like = system_of(record.x, record.y)
        if looks_like in (self.system, System.EITHER):
            return
        facts = {"crs": self.declared, "x": f"{record.x:g}", "y": f"{record.y:g}"}
        if looks_like is System.DEGREES:
            message = _(
                "The file says its reference system is “%(crs)s” (RD), but its numbers "
                "are degrees: %(x)s, %(y)s. Remove or correct the crs member."
            )
        elif self.declared:
            message = _(
                "The file says its reference system is “%(crs)s” (degrees), but its "
                "numbers are metres of RD: %(x)s, %(y)s. Correct the crs member."
            )
        else:
            message = _(
                "The file names no reference system, which means degrees, but its "
                "numbers are metres of RD: %(x)s, %(y)s. Ask for the file in WGS84, or "
                "add a crs member that says EPSG:28992."
            )
        raise Unreadable(message % facts)

    def _names_ids(self) -> bool:
        """Whether one of the first features has an id of its own."""
        features = islice(self._items("features.item"), peeking.FEATURES)
        return any(
            isinstance(each, dict) and each.get("id") not in (None, "")
            for each in features
        )

    def _columns(self, samples, kinds, exactly) -> Columns:
        """A property that is chosen may stand only further on in the file."""
        samples = {name: [] for name in self.chosen.values()} | samples
        return recognise(
            samples, self.chosen, kinds.knows,
            exactly=exactly,
        )  # fmt: skip

    def _record(self, number, feature) -> Record:
        feature = feature if isinstance(feature, dict) else {}
        properties = feature.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        texts = {name: _text(value) for name, value in properties.items()}
        source_id = self.columns.text("id", texts)
        if "id" not in self.chosen and feature.get("id") is not None:
            source_id = _text(feature["id"])
        record = Record(
            where=_("object %(number)d") % {"number": number},
            source_id=source_id.strip(),
            kind=kind_word(self.columns.text("kind", texts)),
            x=None,
            y=None,
            system=self.system,
            raw=self.columns.texts(texts),
            tags=texts,
            is_plain=self.is_ours,
        )
        if record.source_id:
            record.where = f"{record.where} ({record.source_id})"
        self._read_point(record, feature.get("geometry"))
        record.read_as(self.asked)
        return record

    def _read_point(self, record, geometry):
        if not geometry:
            return
        try:
            if geometry["type"] == "Point":
                record.x, record.y = (float(n) for n in geometry["coordinates"][:2])
            elif (place := point_on(shape(geometry))) is not None:
                record.x, record.y = place
        except (*MALFORMED, ShapelyError):
            record.problem("point", _("this geometry can't be read"))

    def fraction(self) -> float:
        return min(1.0, self.read / self.size)


def _text(value) -> str:
    """A value of JSON as a table would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
