"""Reads the line of a GPX file that someone uploads, and trusts nothing of it.

It is read as a stream by expat, which fetches nothing. A document type, and with it
every entity, is refused; so are too many bytes, points, levels and seconds. Of the
result only positions are left.
"""

from collections.abc import Iterable
from time import monotonic
from xml.parsers import expat

import shapely

MOST_BYTES = 5_000_000
MOST_POINTS = 100_000
MOST_KEPT = 2_000  # of a line, after it was made simpler
# Making a line simpler can take the square of its points (Douglas and Peucker), so that
# of more than these only some are looked at.
MOST_SIMPLIFIED = 4_000
MOST_LEVELS = 20
MOST_SECONDS = 5
CHUNK = 65_536
TOLERANCE = 0.00003  # degrees, some three metres
POINTS = {"trkpt", "rtept"}

Spot = tuple[float, float]  # longitude and latitude


class Refused(ValueError):
    """`why` is one of the words below, for who tells it to a person."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


SIZE, POINTS_MANY, TIME, NOT_GPX, DOCTYPE, NO_LINE, POSITION = (
    "size", "points", "time", "not-gpx", "doctype", "no-line", "position",
)  # fmt: skip


class _Reader:
    def __init__(self):
        self.track: list[Spot] = []
        self.route: list[Spot] = []
        self.level = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.EntityDeclHandler = self._refuse_doctype
        self.parser.ExternalEntityRefHandler = self._refuse_doctype

    def _refuse_doctype(self, *_args):
        raise Refused(DOCTYPE)

    def _start(self, tag: str, given: dict[str, str]):
        name = tag.rpartition(" ")[2]
        self.level += 1
        if (self.level == 1 and name != "gpx") or self.level > MOST_LEVELS:
            raise Refused(NOT_GPX)
        if name in POINTS:
            spots = self.track if name == "trkpt" else self.route
            spots.append(_spot(given))
            if len(self.track) + len(self.route) > MOST_POINTS:
                raise Refused(POINTS_MANY)

    def _end(self, _tag: str):
        self.level -= 1


def _spot(given: dict[str, str]) -> Spot:
    try:
        lon, lat = float(given["lon"]), float(given["lat"])
    except (KeyError, ValueError):
        raise Refused(POSITION) from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # nor is what is no number
        raise Refused(POSITION)
    return lon, lat


def line_of(size: int, chunks: Iterable[bytes]) -> list[Spot]:
    """The track in a file of `size` bytes, else its route, made simpler.

    Refused for what is no such file, or asks too much; the size is looked at before
    anything is read, and counted while it is.
    """
    if size > MOST_BYTES:
        raise Refused(SIZE)
    reader, read, begin = _Reader(), 0, monotonic()
    try:
        for chunk in chunks:
            read += len(chunk)
            if read > MOST_BYTES:
                raise Refused(SIZE)
            for at in range(0, len(chunk), CHUNK):
                reader.parser.Parse(chunk[at : at + CHUNK])
                if monotonic() - begin > MOST_SECONDS:
                    raise Refused(TIME)
        reader.parser.Parse(b"", True)
    except expat.ExpatError:
        raise Refused(NOT_GPX) from None
    return _simpler(reader.track or reader.route)


def _simpler(spots: list[Spot]) -> list[Spot]:
    """Positions that come back at once are one. As much simpler as it takes."""
    kept = [each for at, each in enumerate(spots) if not at or each != spots[at - 1]]
    if len(kept) < 2:
        raise Refused(NO_LINE)
    if len(kept) > MOST_SIMPLIFIED:
        step = -(-len(kept) // MOST_SIMPLIFIED)
        kept = [*kept[:-1:step], kept[-1]]
    tolerance, line = TOLERANCE, shapely.linestrings(kept)
    simple = shapely.simplify(line, tolerance, preserve_topology=False)
    while shapely.get_num_coordinates(simple) > MOST_KEPT:
        tolerance *= 2
        simple = shapely.simplify(line, tolerance, preserve_topology=False)
    return [tuple(each) for each in shapely.get_coordinates(simple).tolist()]
