"""Brings the places of a file in, all of them or none. Safe to run twice."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from places.importing import workbooks
from places.importing.fields.kinds import KindFinder
from places.importing.readers.encoding import first_bytes
from places.importing.readers.geojson import GeoJSONReader
from places.importing.readers.osm import OsmReader
from places.importing.readers.rows import WORKBOOK, Rows
from places.importing.readers.table import TableReader
from places.importing.run.chunks import ChunkImporter, Watcher
from places.importing.run.report import Message, Report, Unreadable, say_nothing
from places.importing.run.seen import SeenIds
from places.models import Dataset, Neighbourhood, Place

CHUNK = 2000
OSM = (".osm.pbf", ".osm", ".pbf")
OSM_CREDIT = {"attribution": "© OpenStreetMap contributors", "licence": "ODbL 1.0"}


@dataclass(frozen=True)
class Wishes:
    """How the places of a file are to be taken."""

    source: str  # the name of the dataset
    kind: str | None = None  # the slug of the kind of all of them
    sheet: str = ""  # of a workbook; empty for the only one that can be meant
    columns: str | dict[str, str] | None = None  # id=nr,x=x_rd: our name = the file's
    encoding: str = ""  # of a table; empty to recognise it, as are the two below
    separator: str = ""
    system: str = ""  # degrees, swapped (longitude first) or rd
    exactly: bool = False  # no other columns than these
    publish: bool = False  # new places are seen at once
    anywhere: bool = False  # outside the municipality too
    dry_run: bool = False
    skip_bad: bool = False  # leave out what has a problem instead of everything
    attribution: str = ""
    licence: str = ""
    kind_words: Mapping[str, str] = field(default_factory=dict)  # word: slug of a kind
    only: frozenset[str] | None = None  # ids in the source; None for all of them
    by: int | None = None  # whose name stands in the history
    reason: str = ""  # what stands there too
    watch: Watcher | None = None  # hears about each record; a dry run then only looks


def import_places(
    path: Path | str,
    *,
    on_message: Callable[[Message], None] = say_nothing,
    on_progress: Callable[[int, float | None], None] = lambda count, fraction: None,
    **wishes,
) -> Report:
    """Write every place of a .csv, .xlsx, .geojson, .json or .osm.pbf file, or none.

    `wishes` are the fields of `Wishes`. Problems, warnings and what was kept go to
    `on_message` as they are found; `on_progress` hears after every chunk how many
    records were read and which fraction of the file, if that is known.
    """
    path, wish, report = Path(path), Wishes(**wishes), Report(on_message)
    with (
        transaction.atomic(),
        SeenIds() as seen,
        TemporaryDirectory(prefix="ontmoeten-import-") as folder,
    ):
        try:
            _import(path, wish, report, seen, on_progress, folder)
        except Unreadable as error:
            report.problem(path.name, "", str(error), error.hint)
            has_failed = True
        else:
            has_failed = bool(report.problems) and not wish.skip_bad
        if has_failed:
            report.nothing_written()
        report.is_written = not (wish.dry_run or has_failed)
        transaction.set_rollback(not report.is_written)
    return report


def _import(path, wish, report, seen, on_progress, folder):
    kinds, areas = (
        KindFinder(wish.kind, wish.kind_words),
        Neighbourhood.objects.area_index(),
    )
    if not wish.anywhere and not areas.knows_the_municipality():
        raise Unreadable(
            _(
                "Nobody knows yet where the municipality lies. Who looks after the "
                "server has to bring in its areas first."
            ),
            hint="import_areas, --anywhere",
        )
    if path.name.casefold().endswith(".xlsx"):
        first_bytes(path)
        table = Path(folder) / f"{path.stem}{WORKBOOK}"
        workbooks.as_table(path, table, sheet=wish.sheet)
        path = table
    reader = _reader(path, wish, kinds)
    dataset = dataset_of(path, wish)
    importer = ChunkImporter(
        dataset, kinds, areas, seen, report, wish, reader.fields,
        has_ids=reader.has_ids,
    )  # fmt: skip
    count = 0
    for records in _chunks(reader):
        importer.take(records)
        count += len(records)
        on_progress(count, reader.fraction())
    if not count:
        raise Unreadable(_("There are no places in this file."))
    _report_vanished(dataset, seen, report)


def _reader(path, wish, kinds):
    name = path.name.casefold()
    if name.endswith(OSM):
        return OsmReader(path, kinds)
    if name.endswith((".geojson", ".json")):
        return GeoJSONReader(
            path, wish.columns, kinds, exactly=wish.exactly, system=wish.system
        )
    if name.endswith((".csv", ".txt", ".tsv")):
        rows = Rows(path, encoding=wish.encoding, separator=wish.separator)
        return TableReader(
            rows, wish.columns, kinds, exactly=wish.exactly, system=wish.system
        )
    message = _("%(name)s: only .osm.pbf, .geojson, .json, .csv and .xlsx can be read.")
    raise Unreadable(message % {"name": path.name})


def addresses_of(path: Path, wishes: dict) -> list[str]:
    """Of a table without points: where its rows are, in words; Unreadable in words."""
    if path.suffix != ".csv":
        return []
    wish = Wishes(**wishes)
    return _reader(path, wish, KindFinder(wish.kind, wish.kind_words)).addresses()


def _chunks(reader) -> Iterator[list]:
    records = iter(reader)
    while chunk := list(islice(records, CHUNK)):
        yield chunk


def dataset_of(path, wish) -> Dataset:
    """The dataset of this name; made on its first import."""
    name, slug = wish.source.strip(), slugify(wish.source)
    if not slug or len(slug) > 50 or len(name) > 120:
        raise Unreadable(
            _("Give the source a name of at most 50 letters."), hint="--source"
        )
    known = Dataset.objects.filter(slug=slug).first()
    known = known or Dataset.objects.filter(name__iexact=name).first()
    if known:
        return known
    credit = OSM_CREDIT if path.name.casefold().endswith(OSM) else {}
    facts = {"attribution": wish.attribution, "licence": wish.licence}
    facts = credit | {name: text for name, text in facts.items() if text}
    return Dataset.objects.create(slug=slug, name=name, **facts)


def _report_vanished(dataset, seen, report):
    known = Place.objects.filter(dataset=dataset).order_by("pk")
    for source_id, name in known.values_list("source_id", "name").iterator(CHUNK):
        if not seen.has(source_id):
            report.vanish(
                source_id, _("%(name)s is gone from the source") % {"name": name}
            )
