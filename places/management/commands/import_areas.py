from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from places.importing.run.areas import import_areas
from places.importing.run.printing import Printer


class Command(BaseCommand):
    help = (
        "Read the neighbourhoods of the CBS map (Shapefile, GeoPackage or GeoJSON, in "
        "RD or WGS84) and settle all places in them. Safe to run twice."
    )

    def add_arguments(self, parser):
        add = parser.add_argument
        add("path", type=Path, metavar="FILE")
        add("--municipality", help="CBS code, like GM0233; else that of the settings.")
        add("--dry-run", action="store_true", help="Check and count, write nothing.")
        add("--report", type=Path, help="Write every message to this CSV file.")

    def handle(self, *, path, municipality, dry_run, report, **options):
        with Printer(self.stderr.write, report) as printer:
            done = import_areas(
                path, municipality=municipality, dry_run=dry_run, on_message=printer
            )
            printer.finish()
        if done.problems:
            raise CommandError(_("Nothing was written.") + "\n" + done.area_counts())
        if dry_run:
            self.stdout.write(_("Only tried: nothing was written."))
        elif not done.changed:
            self.stdout.write(_("Nothing changed."))
        self.stdout.write(done.area_counts())
