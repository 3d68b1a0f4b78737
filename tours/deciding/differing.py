"""What a proposed change of a tour is, in words."""

from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.links import kinds
from initiatives.deciding.differences import DifferenceRow, rows_of
from tours.deciding.stops import stops_of
from tours.models import TourChange


def rows(change: TourChange) -> list[DifferenceRow]:
    """Its fields, its line by how many points it has, and its stops by their names."""
    tour = change.tour
    texts = {name: pair for name, pair in change.changes.items() if name != "line"}
    found = rows_of(tour, texts)
    if "line" in change.changes:
        before, after = (_line(each) for each in change.changes["line"])
        found.append(DifferenceRow("line", _("line"), before, "", after))
    if change.stops is not None:
        before, after = _stops(stops_of(tour)), _stops(change.stops)
        found.append(DifferenceRow("stops", _("stops"), before, "", after))
    return found


def _line(text: str | None) -> str:
    if not text:
        return ""
    many = len(GEOSGeometry(text))
    return ngettext("%d point", "%d points", many) % many


def _stops(links: list) -> str:
    told = kinds.told([(kind, pk) for kind, pk, _stay in links])
    gone = _("no longer on the site")
    return ", ".join(
        f"{told[kind, pk].name if (kind, pk) in told else gone} ({stay} min)"
        for kind, pk, stay in links
    )
