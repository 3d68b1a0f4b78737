from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from places.importing.at_once import bring_in
from places.importing.run.printing import Printer
from places.importing.run.progress import ProgressBar


class Command(BaseCommand):
    help = (
        "Read places from a .osm.pbf, .geojson, .csv or .xlsx file: all of them, or "
        "none when there is a problem. Safe to run twice."
    )

    def add_arguments(self, parser):
        add = parser.add_argument
        add("path", type=Path, metavar="FILE")
        add("--source", required=True, help="Name of the dataset the places belong to.")
        add("--kind", help="Slug of the type of place that all of them are.")
        add("--columns", help="Our name=the file's, like id=nr,x=x_rd,kind=plus_type.")
        add("--sheet", default="", help="Of a workbook: the name of its sheet.")
        add("--publish", action="store_true", help="New places are public at once.")
        add("--anywhere", action="store_true", help="Outside the municipality too.")
        add("--dry-run", action="store_true", help="Check and count, write nothing.")
        add("--skip-bad", action="store_true", help="Skip only what has a problem.")
        add("--attribution", default="", help="How a new dataset wants to be named.")
        add("--licence", default="", help="The licence of a new dataset.")
        add("--report", type=Path, help="Write every message to this CSV file.")

    def handle(self, *, path, report, **options):
        names = ["source", "kind", "columns", "publish", "anywhere", "dry_run"]
        names += ["skip_bad", "attribution", "licence", "sheet"]
        wishes = {name: options[name] for name in names}
        bar = ProgressBar()

        def write(line):
            bar.finish()
            self.stderr.write(line)

        with Printer(write, report) as printer:
            done = bring_in(path, on_message=printer, on_progress=bar, **wishes)
            bar.finish()
            printer.finish()
        if done.ignored:
            message = _("%(count)d objects are gone, or not there for all: not read.")
            self.stdout.write(message % {"count": done.ignored})
        if not done.is_written and not wishes["dry_run"]:
            raise CommandError(_("Nothing was written.") + "\n" + done.counts())
        if wishes["dry_run"]:
            self.stdout.write(_("Only tried: nothing was written."))
        elif not done.changed:
            self.stdout.write(_("Nothing changed."))
        self.stdout.write(done.counts())
