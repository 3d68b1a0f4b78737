"""Brings the neighbourhoods of the CBS map in; districts and outline follow from them.

Source: CBS/Kadaster, "Wijk- en buurtkaart", whose columns differ from year to year.
"""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import shapely
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry, Point
from django.db import transaction
from django.utils.translation import gettext as _

from common.kit.geo import WGS84
from common.kit.storing import store
from places.importing.readers.area_layer import AreaLayer, AreaRow
from places.importing.run.report import Message, Report, Unreadable, say_nothing
from places.importing.run.settling import assign_all_neighbourhoods
from places.models import District, Municipality, Neighbourhood

# Degrees; a decimetre. Two ways of projecting the same boundary differ by less.
SAME = 1e-6


def import_areas(
    path: Path | str,
    *,
    municipality: str | None = None,
    dry_run: bool = False,
    on_message: Callable[[Message], None] = say_nothing,
) -> Report:
    """Write the neighbourhoods of a Shapefile, GeoPackage or GeoJSON, or none of them.

    The file is in RD or WGS84. Taken are the rows of one municipality (its CBS code;
    the installation's own by default). Districts and the municipality get the union of
    their neighbourhoods. After it every place is settled in its neighbourhood anew.
    """
    path, report = Path(path), Report(on_message)
    code = municipality or settings.MUNICIPALITY
    with transaction.atomic():
        try:
            rows = AreaLayer(path, report).rows(code)
        except Unreadable as error:
            report.problem(path.name, "", str(error))
        if not report.problems:
            _AreaWriter(code, rows, report).write()
            report.moved = assign_all_neighbourhoods(
                Neighbourhood.objects.area_index(), f"import {path.name}"[:100]
            )
        else:
            report.nothing_written()
        report.is_written = not (dry_run or report.problems)
        transaction.set_rollback(not report.is_written)
    return report


class _AreaWriter:
    """Compares the rows of a file with what we have, largest areas first."""

    def __init__(self, code: str, rows: list[AreaRow], report: Report):
        self.code, self.rows, self.report = code, rows, report

    def write(self) -> None:
        municipality = self._save(
            Municipality, self.code, self.rows[0].municipality_name, self.rows
        )
        by_district = defaultdict(list)
        for row in self.rows:
            by_district[row.district_code].append(row)
        for code, rows in sorted(by_district.items()):
            name = next((row.district_name for row in rows if row.district_name), "")
            district = self._save(
                District,
                code,
                name,
                rows,
                otherwise=f"Wijk {code[-2:]}",
                municipality=municipality,
            )
            for row in rows:
                self._save(
                    Neighbourhood,
                    row.code,
                    row.name,
                    [row],
                    district=district,
                    is_generalised=False,
                )
        self._report_vanished()

    def _save(self, model, code, name, rows, *, otherwise="", **parent):
        """One area with the union of these rows as its boundary."""
        shape = shapely.union_all([row.shape for row in rows])
        shape = rows[0].to_degrees(shape)
        area = model.objects.filter(code=code).select_related().first()
        is_new = area is None
        area = area or model(code=code, name=otherwise or code)
        facts = {"name": name[:80] or area.name, **parent}
        changes = {
            field: value
            for field, value in facts.items()
            if is_new or getattr(area, field) != value
        }
        if is_new or "is_generalised" in changes or not _is_same(area.boundary, shape):
            changes["boundary"] = GEOSGeometry(
                memoryview(shapely.to_wkb(shape)), srid=WGS84
            )
        if is_new or not _holds(shape, area.centre):
            changes["centre"] = _centre(shape)
        for field, value in changes.items():
            setattr(area, field, value)
        if changes:
            area._change_reason = _("import of the areas")
            store(area)
        self.report.created += is_new
        self.report.updated += bool(changes) and not is_new
        self.report.unchanged += not changes
        return area

    def _report_vanished(self):
        ours = Neighbourhood.objects.filter(code__startswith=f"BU{self.code[2:]}")
        for code, name in ours.values_list("code", "name"):
            if all(row.code != code for row in self.rows):
                message = _("%(name)s is not in the file; it stays as it was")
                self.report.vanish(code, message % {"name": name})


def _is_same(boundary, shape) -> bool:
    if boundary is None:
        return False
    ours = shapely.from_wkb(bytes(boundary.wkb))
    return shapely.equals_exact(ours, shape, SAME, normalize=True)


def _holds(shape, centre: Point | None) -> bool:
    return centre is not None and shapely.intersects_xy(shape, centre.x, centre.y)


def _centre(shape) -> Point:
    """The centroid, or where that lies outside (a bend, a hole) a point inside."""
    spot = shape.centroid
    if not shape.contains(spot):
        spot = shape.point_on_surface()
    return Point(round(spot.x, 6), round(spot.y, 6), srid=WGS84)
