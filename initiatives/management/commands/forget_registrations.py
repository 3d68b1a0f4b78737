from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from initiatives.organising import registering


class Command(BaseCommand):
    help = (
        "Erase registrations that nobody confirmed, invitations that nobody accepted "
        "and accounts into which nobody came. For every day; safe to repeat."
    )

    def handle(self, **options):
        count = registering.forget(localdate())
        self.stdout.write(f"Erased: {count} rows about people.")
