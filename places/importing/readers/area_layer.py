"""Reads the CBS map of neighbourhoods from whatever GDAL understands.

A file of visitors never comes here: staff give it on the command line.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from django.utils.translation import gettext as _
from pyogrio import raw
from pyogrio.errors import DataLayerError, DataSourceError

from common.kit.geo import rd_to_wgs84
from places.importing.fields.points import problem_with, system_of
from places.importing.fields.record import System
from places.importing.fields.shapes import polygons
from places.importing.readers.encoding import first_bytes
from places.importing.readers.reference import system_named
from places.importing.run.report import Report, Unreadable

COLUMNS = {
    "code": ("bu_code", "buurtcode"),
    "name": ("bu_naam", "buurtnaam"),
    "district_code": ("wk_code", "wijkcode"),
    "district_name": ("wk_naam", "wijknaam"),
    "municipality_code": ("gm_code", "gemeentecode"),
    "municipality_name": ("gm_naam", "gemeentenaam"),
    "water": ("h2o", "water"),
}
DECIMALS = 7  # of a degree: a centimetre
FORMATS = (".shp", ".gpkg", ".geojson", ".json")


@dataclass
class AreaRow:
    """A neighbourhood as the file has it; the shape in the file's own system."""

    code: str
    name: str
    district_code: str
    district_name: str
    municipality_name: str
    shape: shapely.MultiPolygon
    system: System

    def to_degrees(self, shape) -> shapely.MultiPolygon:
        """A shape of this file's system in WGS84, to the centimetre."""

        def project(corners):
            if self.system is System.RD:
                corners = np.array(rd_to_wgs84(corners.tolist()))
            return corners.round(DECIMALS)

        return polygons(shapely.transform(shape, project))


class AreaLayer:
    """The layer of a file that holds neighbourhoods. Unreadable when there is none."""

    def __init__(self, path: Path, report: Report):
        self.path, self.report = path, report
        first_bytes(path)
        if path.suffix.casefold() not in FORMATS:
            message = _("%(name)s: only .shp, .gpkg, .geojson and .json can be read.")
            raise Unreadable(message % {"name": path.name})
        try:
            layers = [name for name, _type in pyogrio.list_layers(path)]
            self.infos = {name: pyogrio.read_info(path, layer=name) for name in layers}
        except (DataSourceError, DataLayerError) as error:
            message = _("This is no map that can be read: %(reason)s.")
            raise Unreadable(message % {"reason": error}) from None
        self.columns = {name: _columns(info) for name, info in self.infos.items()}
        self.layer = next((n for n in layers if "code" in self.columns[n]), None)
        if self.layer is None:
            known = {
                column for info in self.infos.values() for column in info["fields"]
            }
            message = _(
                "No column with the code of the neighbourhood (BU_CODE or buurtcode). "
                "There are: %(known)s."
            )
            raise Unreadable(message % {"known": ", ".join(sorted(known))})

    def rows(self, municipality: str) -> list[AreaRow]:
        """The neighbourhoods of one municipality, by code.

        Problems with single ones go to the report; Unreadable when there are none.
        """
        facts = self._facts(self.layer)
        ours = self._ours(facts, municipality)
        if not ours:
            return []
        names = self._district_names()
        shapes = self._shapes(ours)
        system = self._system(shapes.values())
        rows = []
        for code, numbers in ours.items():
            shape = self._shape(code, [shapes[number] for number in numbers])
            if shape is None:
                continue
            first = facts[numbers[0]]
            district = first.get("district_code") or f"WK{code[2:8]}"
            rows.append(
                AreaRow(
                    code=code,
                    name=first.get("name") or code,
                    district_code=district,
                    district_name=first.get("district_name") or names.get(district, ""),
                    municipality_name=first.get("municipality_name") or "",
                    shape=shape,
                    system=system,
                )
            )
        return sorted(rows, key=lambda row: row.code)

    def _facts(self, layer) -> dict[int, dict[str, str]]:
        """The columns we know, as texts, by the number of the feature."""
        columns = self.columns[layer]
        meta, fids, _geometry, values = raw.read(
            self.path,
            layer=layer,
            columns=list(columns.values()),
            read_geometry=False,
            return_fids=True,
        )
        names = {column: name for name, column in columns.items()}
        by_name = {
            names[column]: value
            for column, value in zip(meta["fields"], values, strict=True)
        }
        return {
            int(fid): {name: _text(by_name[name][i]) for name in by_name}
            for i, fid in enumerate(fids)
        }

    def _ours(self, facts, municipality) -> dict[str, list[int]]:
        """The features of each neighbourhood on land; one may come in parts."""
        ours, others, water = defaultdict(list), {}, 0
        for number, fact in facts.items():
            code = fact["code"]
            owner = fact.get("municipality_code") or f"GM{code[2:6]}"
            if owner != municipality:
                others[owner] = fact.get("municipality_name") or owner
            elif fact.get("water", "").casefold() in ("ja", "true", "1", "b"):
                water += 1
            elif not (code.startswith("BU") and len(code) == 10):
                where = _("object %(number)d") % {"number": number}
                message = _("“%(code)s” is no code of a neighbourhood")
                self.report.problem(where, _("CBS code"), message % {"code": code})
            else:
                ours[code].append(number)
        if water:
            message = _("%(count)d pieces of water were left out")
            self.report.warn(self.path.name, "", message % {"count": water})
        if not ours and not self.report.problems:
            self._refuse_others(municipality, others)
        return ours

    def _refuse_others(self, municipality, others):
        if not others:
            raise Unreadable(_("There are no neighbourhoods in this file."))
        some = [f"{code} ({name})" for code, name in sorted(others.items())[:5]]
        facts = {
            "code": municipality,
            "others": ", ".join(some) + ("…" if len(others) > 5 else ""),
        }
        message = _(
            "The file has no neighbourhood of %(code)s; it is about %(others)s. Use "
            "--municipality to take those."
        )
        raise Unreadable(message % facts)

    def _district_names(self) -> dict[str, str]:
        """In some years the names of districts stand in a layer of their own."""
        for layer, columns in self.columns.items():
            if layer != self.layer and {"district_code", "district_name"} <= set(
                columns
            ):
                facts = self._facts(layer).values()
                return {fact["district_code"]: fact["district_name"] for fact in facts}
        return {}

    def _shapes(self, ours) -> dict[int, object]:
        wanted = [number for numbers in ours.values() for number in numbers]
        _meta, fids, geometry, _values = raw.read(
            self.path,
            layer=self.layer,
            columns=[],
            fids=wanted,
            force_2d=True,
            return_fids=True,
        )
        shapes = shapely.from_wkb(geometry)
        return {int(fid): shape for fid, shape in zip(fids, shapes, strict=True)}

    def _system(self, shapes) -> System:
        """The system the file names, when its numbers do not contradict it."""
        west, south, east, north = shapely.total_bounds(list(shapes))
        crs = self.infos[self.layer]["crs"] or ""
        declared, looks_like = system_named(crs), system_of(west, south)
        facts = {"crs": crs[:80], "x": f"{west:g}", "y": f"{south:g}"}
        if not crs and looks_like is not System.EITHER:
            message = _(
                "The file names no reference system; its numbers (%(x)s, %(y)s) were "
                "taken for %(system)s."
            )
            name = "RD" if looks_like is System.RD else "WGS84"
            self.report.warn(self.path.name, "", message % (facts | {"system": name}))
            declared = looks_like
        if declared is None:
            message = _(
                "The reference system of the file is “%(crs)s”; only WGS84 and RD "
                "(EPSG:28992) can be read."
            )
            raise Unreadable(message % facts)
        for corner in ((west, south), (east, north)):
            if problem := problem_with(*corner, declared):
                message = _("The file says it is in “%(crs)s”, but %(problem)s.")
                raise Unreadable(message % (facts | {"problem": problem}))
        return declared

    def _shape(self, code, parts):
        """One neighbourhood of one or more features, or None and a problem."""
        field = _("boundary")
        parts = [part for part in parts if part is not None and not part.is_empty]
        if not parts:
            self.report.problem(code, field, _("it has no boundary"))
            return None
        if not all(part.is_valid for part in parts):
            reason = next(
                shapely.is_valid_reason(part) for part in parts if not part.is_valid
            )
            message = _("its boundary was not valid and has been mended (%(reason)s)")
            self.report.warn(code, field, message % {"reason": reason})
            parts = [shapely.make_valid(part) for part in parts]
        shape = polygons(shapely.union_all(parts))
        if shape.is_empty:
            self.report.problem(code, field, _("its boundary is no surface"))
            return None
        return shape


def _columns(info) -> dict[str, str]:
    """Our names of a layer's columns, and theirs."""
    theirs = {str(column).casefold(): str(column) for column in info["fields"]}
    return {
        name: theirs[alias]
        for name, aliases in COLUMNS.items()
        for alias in aliases
        if alias in theirs
    }


def _text(value) -> str:
    return "" if value is None or value != value else str(value).strip()
