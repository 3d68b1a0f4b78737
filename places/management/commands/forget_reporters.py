from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from common.moderation.reporting import reports
from common.photos import pending_uploads
from common.protect import rate_limit


class Command(BaseCommand):
    help = "Erase personal data that is past its date. For every day; safe to repeat."

    def handle(self, **options):
        erased = reports.forget(localdate())
        counts = rate_limit.forget_old()
        photos = pending_uploads.forget_old()
        self.stdout.write(
            f"Erased: who sent {erased} reports, {counts} counts of senders, "
            f"{photos} photos that were never sent."
        )
