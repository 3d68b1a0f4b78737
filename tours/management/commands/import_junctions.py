from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from places.importing.run.report import Unreadable
from tours.deciding.importing import SHOWN, import_junctions


class Command(BaseCommand):
    help = (
        "Read the junctions of the cycling network from a GeoJSON file: all of them, "
        "or none when there is a problem. Safe to run twice."
    )

    def add_arguments(self, parser):
        add = parser.add_argument
        add("path", type=Path, metavar="FILE")
        add("--source", required=True, help="Where they come from, like OpenStreetMap.")
        add("--dry-run", action="store_true", help="Check and count, write nothing.")

    def handle(self, *, path, source, dry_run, **options):
        try:
            done = import_junctions(path, source, dry_run=dry_run)
        except (OSError, Unreadable) as error:
            raise CommandError(str(error)) from error
        for line in done.problems[:SHOWN]:
            self.stderr.write(line)
        if done.problems:
            raise CommandError(_("Nothing was written."))
        if dry_run:
            self.stdout.write(_("Only tried: nothing was written."))
        words = _("Junctions: %(new)d new, %(changed)d changed, %(gone)d gone.")
        counts = {"new": done.created, "changed": done.changed, "gone": done.gone}
        self.stdout.write(words % counts)
