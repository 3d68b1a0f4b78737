"""Reads junctions from GeoJSON, all of them or none, as a stream.

A junction is known again by its id in the source. Those that the source no longer has
go: a number on a sign that was taken away leads nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import ijson
from django.db import transaction
from django.utils.translation import gettext as _

from common.kit.geo import point_at
from places.importing.readers.nesting import refuse_deep
from places.importing.run.report import Unreadable
from tours.facts import chain
from tours.models import Junction

MOST_BYTES = 200_000_000
MOST = 200_000  # junctions
SHOWN = 20  # problems
CHUNK = 1000


@dataclass
class Report:
    created: int = 0
    changed: int = 0
    gone: int = 0
    problems: list[str] = field(default_factory=list)


def import_junctions(path: Path, source: str, *, dry_run: bool = False) -> Report:
    """Unreadable for what is no GeoJSON, is too large, or has nothing in it; with a
    problem in any junction nothing is written. OSError when it cannot be opened."""
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(_("This file is too large."))
    refuse_deep(path)
    report, rows = Report(), {}
    for number, feature in enumerate(_features(path), start=1):
        if number > MOST:
            raise Unreadable(_("There are too many junctions in it."))
        try:
            junction = _junction(feature, source)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            report.problems.append(
                _("feature %(number)d: %(why)s")
                % {"number": number, "why": error or type(error).__name__}
            )
            continue
        rows[junction.source_id] = junction
    if not rows and not report.problems:
        raise Unreadable(_("There is no junction in it."))
    if not report.problems:
        _write(rows, source, report, dry_run)
    return report


def _features(path: Path) -> Iterator[dict]:
    with path.open("rb") as file:
        try:
            yield from ijson.items(file, "features.item", use_float=True)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            reason = str(error).splitlines()[0]
            message = _("This is no GeoJSON in UTF-8: %(reason)s.")
            raise Unreadable(message % {"reason": reason}) from None


def _junction(feature: dict, source: str) -> Junction:
    facts, shape = feature["properties"], feature["geometry"]
    if shape["type"] != "Point":
        raise ValueError(_("it is no point"))
    lon, lat = (float(each) for each in shape["coordinates"][:2])
    [ref] = chain.read(str(facts["ref"]))
    mark = feature.get("id") or facts.get("osm_id") or facts.get("id")
    if not mark:
        raise ValueError(_("it has no id"))
    network = str(facts.get("network") or "")[:80]
    where = point_at(lat, lon)
    return Junction(
        ref=ref, point=where, network=network, source=source, source_id=str(mark)[:80]
    )


@transaction.atomic
def _write(rows: dict[str, Junction], source: str, report: Report, dry_run: bool):
    known = {each.source_id: each for each in Junction.objects.filter(source=source)}
    new = [row for mark, row in rows.items() if mark not in known]
    changed = []
    for mark, row in rows.items():
        if (was := known.get(mark)) and _facts(was) != _facts(row):
            row.pk = was.pk
            changed.append(row)
    gone = [row.pk for mark, row in known.items() if mark not in rows]
    report.created, report.changed, report.gone = len(new), len(changed), len(gone)
    if dry_run:
        return
    Junction.objects.bulk_create(new, batch_size=CHUNK)
    Junction.objects.bulk_update(changed, ["ref", "point", "network"], batch_size=CHUNK)
    for at in range(0, len(gone), CHUNK):
        Junction.objects.filter(pk__in=gone[at : at + CHUNK]).delete()


def _facts(junction: Junction) -> tuple:
    point = junction.point
    return junction.ref, junction.network, round(point.x, 7), round(point.y, 7)
