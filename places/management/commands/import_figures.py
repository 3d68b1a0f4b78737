from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from places.importing.run.figures import FigureWishes, import_figures
from places.importing.run.printing import Printer


class Command(BaseCommand):
    help = "Read key figures of areas from a CSV file. Safe to run twice."

    def add_arguments(self, parser):
        add = parser.add_argument
        add("path", type=Path, metavar="FILE")
        add("--code", required=True, help="The column with the CBS code of the area.")
        add(
            "--figures",
            required=True,
            help="Figure=column, like inhabitants=inwoners_2024,households=hh.",
        )
        add("--year", type=int, required=True, help="The year the figures are about.")
        add("--source", required=True, help="Who counted or estimated them.")
        add(
            "--multiply",
            default="",
            help="Figure=number, like income_per_inhabitant=1000 for CBS' x 1000.",
        )
        add("--where", default="", help="Only rows with column=value.")
        add("--dry-run", action="store_true", help="Check and count, write nothing.")
        add("--report", type=Path, help="Write every message to this CSV file.")

    def handle(self, *, path, dry_run, report, **options):
        wish = FigureWishes(
            code=options["code"],
            figures=_pairs("--figures", options["figures"]),
            year=options["year"],
            source=options["source"],
            multiply=_numbers("--multiply", options["multiply"]),
            where=_pairs("--where", options["where"]),
        )
        with Printer(self.stderr.write, report) as printer:
            done = import_figures(path, wish, dry_run=dry_run, on_message=printer)
            printer.finish()
        if done.problems:
            raise CommandError(_("Nothing was written.") + "\n" + done.figure_counts())
        if dry_run:
            self.stdout.write(_("Only tried: nothing was written."))
        elif not done.changed:
            self.stdout.write(_("Nothing changed."))
        self.stdout.write(done.figure_counts())


def _pairs(option, text) -> dict[str, str]:
    """`a=b,c=d` as a dict."""
    pairs = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        left, sign, right = (part.strip() for part in pair.partition("="))
        if not (left and sign and right):
            message = _("%(option)s: write name=value, not “%(pair)s”.")
            raise CommandError(message % {"option": option, "pair": pair})
        pairs[left] = right
    return pairs


def _numbers(option, text) -> dict[str, Decimal]:
    try:
        return {name: Decimal(number) for name, number in _pairs(option, text).items()}
    except InvalidOperation:
        message = _("%(option)s: write a number behind each “=”.")
        raise CommandError(message % {"option": option}) from None
