"""A file that is taken over without a look at it first, from the command line: what it
brought and is not on the site yet waits as one case, as when staff bring it in."""

import uuid
from pathlib import Path

from django.db import transaction

from places.importing.run.chunks import values_of
from places.importing.run.places import import_places
from places.importing.run.report import Report
from places.models import ImportRow, ImportRun

BATCH = 2000


class CaseRecorder:
    """Hears of each record, and keeps the new places that wait as rows of one import,
    which is there from the first one on."""

    def __init__(self, path: Path, wishes: dict):
        self.run = ImportRun(
            source=wishes["source"].strip(), file_name=path.name[:120],
            stored=f"{uuid.uuid4().hex}{path.suffix[:20]}",  # nothing is kept there
            state=ImportRun.State.DONE,
            attribution=(wishes.get("attribution") or "")[:120],
            licence=(wishes.get("licence") or "")[:60],
        )  # fmt: skip
        self.rows: list[ImportRow] = []

    def wrong(self, record):
        pass

    def fits(self, record, place, before):
        if before is not None or place.state != place.State.SUGGESTED:
            return
        self.rows.append(
            ImportRow(
                run=self.run,
                sort=ImportRow.Sort.NEW,
                where=record.where[:200],
                source_id=record.source_id,
                name=place.name[:200],
                place=place,
                became=values_of(place),
                case=ImportRow.Case.WAITS,
            )
        )
        if len(self.rows) >= BATCH:
            self.write()

    def write(self) -> None:
        if self.rows and self.run.pk is None:
            self.run.remember()
            self.run.save()
        ImportRow.objects.bulk_create(self.rows, batch_size=500)
        self.rows = []


@transaction.atomic
def bring_in(path: Path, *, dry_run: bool = False, **wishes) -> Report:
    """The same as `import_places`, of which these are the arguments; what waits for
    staff after it waits together."""
    if dry_run:
        return import_places(path, dry_run=True, **wishes)
    recorder = CaseRecorder(path, wishes)
    report = import_places(path, watch=recorder, **wishes)
    if report.is_written:
        recorder.write()
    if report.is_written and recorder.run.pk:
        recorder.run.counts = {
            "new": report.created,
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
        }
        recorder.run.save()
    return report
