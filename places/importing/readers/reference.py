"""Which reference system a file says it is in."""

import re

from places.importing.fields.record import System

# EPSG numbers; ETRS89 differs from WGS84 by less than a metre.
SYSTEMS = {
    "28992": System.RD,
    "7415": System.RD,  # with height above NAP
    "4326": System.DEGREES,
    "4258": System.DEGREES,
    "4937": System.DEGREES,
    "CRS84": System.DEGREES,
    "84": System.DEGREES,
}


def system_named(name: str) -> System | None:
    """The system of `EPSG:28992`, `urn:ogc:def:crs:OGC:1.3:CRS84` or of a description
    in WKT, as a shapefile has it; None for any other than RD and WGS84."""
    if number := re.search(r"\b(CRS84|\d+)$", name.strip()):
        return SYSTEMS.get(number[1])
    if name.startswith(("PROJCS", "PROJCRS")) and re.search(r"RD[_ ]New", name):
        return System.RD
    if name.startswith("GEOG") and re.search(r"WGS[_ ]?(19)?84|ETRS", name):
        return System.DEGREES
    return None
