"""Reads places from an extract of OpenStreetMap (.osm.pbf, .osm)."""

from collections.abc import Iterator
from pathlib import Path

import osmium
import shapely
from django.utils.translation import gettext as _

from places.facts.facilities import FACILITIES
from places.importing.fields.kinds import KindFinder
from places.importing.fields.record import Record, System
from places.importing.fields.shapes import point_on
from places.importing.readers.encoding import first_bytes
from places.importing.run.report import Unreadable

# Keys per field, the first that says anything counts; from wiki.openstreetmap.org.
KEYS = {
    "name": ("name", "name:nl"),
    "description": ("description:nl", "description"),
    "description_en": ("description:en",),
    "website": ("website", "contact:website", "url"),
    "opening_hours": ("opening_hours",),
    "fee": ("fee",),
    "cost_note": ("charge",),
    "step_free": ("wheelchair",),
    **{each.field: each.osm for each in FACILITIES},
}


class OsmReader:
    """The nodes, ways and multipolygons that are of one of our kinds, as records.

    The filters run inside osmium, so that Python sees only those. Unreadable when the
    file is no extract.
    """

    fields = None  # any object may speak about any field
    has_ids = True

    def __init__(self, path: Path, kinds: KindFinder):
        first_bytes(path)
        if not kinds.tags:
            raise Unreadable(_("No type of place has tags of OpenStreetMap."))
        self.path = path
        self.kinds = kinds
        self.shape = osmium.geom.WKBFactory()

    def __iter__(self) -> Iterator[Record]:
        waiting: dict[int, Record] = {}
        done: set[int] = set()
        for thing in self._objects():
            tags = dict(thing.tags)
            if thing.is_node():
                yield self._record("n", thing.id, tags, (thing.lon, thing.lat))
            elif thing.is_way():
                yield self._record("w", thing.id, tags, _point_of_way(thing, tags))
            elif thing.is_relation():
                waiting[thing.id] = self._record("r", thing.id, tags, None)
            else:
                done.add(thing.orig_id())
                yield self._record("r", thing.orig_id(), tags, self._point_of(thing))
        for number, record in waiting.items():
            if number not in done:
                record.problem(
                    "point", _("this relation has no complete outline in the file")
                )
                yield record

    def _objects(self):
        """What carries one of our tags; of the areas those that ways do not give."""
        wanted = osmium.filter.TagFilter(*self.kinds.tags)
        # A way's node without a position and a ring that does not close are reported
        # with the object they belong to.
        found = osmium.FileProcessor(self.path).with_locations().with_areas(wanted)
        try:
            for thing in found.with_filter(wanted):
                if not (thing.is_area() and thing.from_way()):
                    yield thing
        except RuntimeError as error:
            message = _("This is no extract of OpenStreetMap.")
            raise Unreadable(message, hint=str(error)) from None

    def _record(self, letter, number, tags, point) -> Record:
        x, y = point or (None, None)
        source_id = f"{letter}{number}"
        name = tags.get("name")
        kind = self.kinds.by_tags(tags.items())
        return Record(
            where=f"{source_id} ({name})" if name else source_id,
            source_id=source_id,
            kind=kind.slug,
            x=x,
            y=y,
            system=System.DEGREES,
            raw=_raw(tags),
            tags=tags,
        )

    def _point_of(self, area) -> tuple[float, float] | None:
        return point_on(shapely.from_wkb(self.shape.create_multipolygon(area)))

    def fraction(self) -> None:
        """Nobody knows how far osmium is."""


def _raw(tags: dict[str, str]) -> dict[str, str]:
    raw = {}
    for field, keys in KEYS.items():
        for key in keys:
            if text := tags.get(key):
                raw[field] = text
                break
    if street := tags.get("addr:street"):
        number = tags.get("addr:housenumber", "")
        raw["address"] = f"{street} {number}".strip()
    return raw


def _point_of_way(way, tags) -> tuple[float, float] | None:
    """On the surface of a closed way, halfway an open one."""
    spots = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
    if not spots:
        return None
    if len(spots) == 1:
        return spots[0]
    is_surface = way.is_closed() and tags.get("area") != "no"
    if is_surface and len(spots) == len(way.nodes) and len(spots) > 3:
        return point_on(shapely.Polygon(spots))
    return point_on(shapely.LineString(spots))
