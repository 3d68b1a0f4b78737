from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from ontmoeten.lib import limits, waiting
from places import reports


class Command(BaseCommand):
    help = "Erase personal data that is past its date. For every day; safe to repeat."

    def handle(self, **options):
        erased = reports.forget_reporters(localdate())
        counts = limits.forget_old()
        photos = waiting.forget_old()
        self.stdout.write(
            f"Erased: who sent {erased} reports, {counts} counts of senders, "
            f"{photos} photos that were never sent."
        )
