"""Tours as GPX 1.1, for the phone: topografix.com/GPX/1/1/gpx.xsd.

Each stop is a waypoint. A line that someone rode is a track; without one the stops are
a route, which a program draws its own way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from common.kit.one_line import one_line, writable

CREATOR = "Ontmoeten"
NAMESPACE = "http://www.topografix.com/GPX/1/1"
SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
TYPE = "application/gpx+xml"

Spot = tuple[float, float]  # longitude and latitude


@dataclass(frozen=True)
class Waypoint:
    lon: float
    lat: float
    name: str
    about: str = ""
    url: str = ""


@dataclass(frozen=True)
class Trip:
    name: str
    about: str
    url: str
    at: datetime
    waypoints: Sequence[Waypoint]
    line: Sequence[Spot] = ()


def written(trip: Trip) -> bytes:
    """The order of elements is that of the schema."""
    root = Element(
        "gpx",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": SCHEMA,
            "xsi:schemaLocation": f"{NAMESPACE} {NAMESPACE}/gpx.xsd",
            "version": "1.1",
            "creator": CREATOR,
        },
    )
    metadata = SubElement(root, "metadata")
    _texts(metadata, trip.name, trip.about, trip.url)
    moment = trip.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    SubElement(metadata, "time").text = moment
    for waypoint in trip.waypoints:
        _point(root, "wpt", waypoint)
    if trip.line:
        track = SubElement(root, "trk")
        _texts(track, trip.name)
        segment = SubElement(track, "trkseg")
        for lon, lat in trip.line:
            SubElement(segment, "trkpt", _where(lon, lat))
    elif trip.waypoints:
        route = SubElement(root, "rte")
        _texts(route, trip.name)
        for waypoint in trip.waypoints:
            _point(route, "rtept", waypoint)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _where(lon: float, lat: float) -> dict[str, str]:
    lon = round(lon, 6)
    if lon >= 180:  # the same meridian; the schema leaves this name of it out
        lon -= 360
    return {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}"}


def _point(parent: Element, tag: str, waypoint: Waypoint) -> None:
    found = SubElement(parent, tag, _where(waypoint.lon, waypoint.lat))
    _texts(found, waypoint.name, waypoint.about, waypoint.url)


def _texts(parent: Element, name: str, about: str = "", url: str = "") -> None:
    """Name, description and link, in the order of the schema."""
    SubElement(parent, "name").text = one_line(name)
    if about:
        SubElement(parent, "desc").text = writable(about)
    if url:
        link = SubElement(parent, "link", {"href": url})
        SubElement(link, "text").text = one_line(name)
