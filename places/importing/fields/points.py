"""Points of every sort to WGS84; what can't be right is recognised and explained."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from common.kit.geo import NL_BOX, RD_BOX, is_in_box, rd_to_wgs84
from places.facts.areas import AreaIndex
from places.importing.fields.record import Record, System

Degrees = tuple[float, float]  # longitude, latitude
DECIMALS = 7  # a centimetre
EARTH = (-180, -90, 180, 90)


def system_of(x: float, y: float) -> System:
    """What two numbers look like: degrees, RD, or neither (EITHER)."""
    if is_in_box(x, y, EARTH):
        return System.DEGREES
    return System.RD if is_in_box(x, y, RD_BOX) else System.EITHER


def problem_with(x: float, y: float, system: System) -> str | None:
    """Why this is no point, as a sentence for staff; None when it is one.

    Degrees come as longitude, latitude.
    """
    looks_like = system_of(x, y)
    if x == 0 and y == 0:
        return _("0, 0 is no place; leave it empty or find the right point")
    if system is System.EITHER:
        system = looks_like
    if system is System.DEGREES:
        return _problem_with_degrees(x, y, looks_like)
    if looks_like is System.RD:
        return None
    facts = {"x": f"{x:g}", "y": f"{y:g}"}
    if is_in_box(y, x, RD_BOX):
        return _("x and y are swapped: %(x)s, %(y)s") % facts
    if looks_like is System.DEGREES:
        return _("%(x)s, %(y)s are degrees, not metres of RD") % facts
    return _("%(x)s, %(y)s lies outside the Netherlands in RD") % facts


def _problem_with_degrees(lon, lat, looks_like) -> str | None:
    facts = {"lat": f"{lat:g}", "lon": f"{lon:g}"}
    if is_in_box(lat, lon, NL_BOX):
        return (
            _("latitude and longitude are swapped: latitude %(lat)s, longitude %(lon)s")
            % facts
        )
    if looks_like is System.DEGREES:
        return None
    if looks_like is System.RD or is_in_box(lat, lon, RD_BOX):
        return _("%(lon)s, %(lat)s are metres of RD, not degrees") % facts
    return _("there is no latitude %(lat)s, longitude %(lon)s on earth") % facts


def locate(records: Sequence[Record]) -> list[Degrees | None]:
    """Where many records lie in WGS84, with one call to PROJ for those in RD.

    A record without a good point gets its problem written on it, and None here.
    """
    spots: list[Degrees | None] = [None] * len(records)
    rd: list[int] = []
    for i, record in enumerate(records):
        if record.x is None or record.y is None:
            if not any(name == "point" for name, _text in record.problems):
                record.problem("point", _("there is no point"))
        elif problem := problem_with(record.x, record.y, record.system):
            record.problem("point", problem)
        elif system_of(record.x, record.y) is System.RD:
            rd.append(i)
        else:
            spots[i] = _rounded(record.x, record.y)
    projected = rd_to_wgs84([(records[i].x, records[i].y) for i in rd])
    for i, spot in zip(rd, projected, strict=True):
        spots[i] = _rounded(*spot)
    return spots


def _rounded(lon, lat) -> Degrees:
    return round(lon, DECIMALS), round(lat, DECIMALS)


def refuse_outside(
    records: Sequence[Record], spots: Sequence[Degrees | None], areas: AreaIndex
) -> None:
    """Write a problem on each record that lies outside the municipality."""
    known = [i for i, spot in enumerate(spots) if spot is not None]
    if not known:
        return
    lons, lats = zip(*(spots[i] for i in known), strict=True)
    for i, is_inside in zip(known, areas.inside(lons, lats), strict=True):
        if not is_inside:
            lon, lat = spots[i]
            facts = {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}"}
            records[i].problem(
                "point", _("%(lat)s, %(lon)s lies outside the municipality") % facts
            )
