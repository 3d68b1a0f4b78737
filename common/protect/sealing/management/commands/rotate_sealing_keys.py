from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from common.protect.sealing.master import Tampered
from common.protect.sealing.rotating import BATCH, rotate


class Command(BaseCommand):
    help = "Wrap all keys of people anew with the first of SEALING_KEYS. Repeatable."

    def add_arguments(self, parser):
        parser.add_argument(
            "--batch", type=int, default=BATCH, help="How many at once (%(default)s)."
        )

    def handle(self, *, batch, verbosity, **options):
        total = 0
        try:
            for done in rotate(max(1, batch)):
                total += done
                if verbosity > 1:
                    self.stdout.write(f"  {total}")
        except (ImproperlyConfigured, Tampered) as error:
            raise CommandError(f"{error} Wrapped anew before that: {total}.") from error
        self.stdout.write(self.style.SUCCESS(f"Keys wrapped anew: {total}."))
