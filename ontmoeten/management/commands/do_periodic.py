from django.core.management.base import BaseCommand, CommandError

from common.jobs import models
from ontmoeten.periodic import JOBS


class Command(BaseCommand):
    help = (
        "Do the work that comes back and is due: erasing, reminders, dates further "
        "ahead. For every few minutes; safe to repeat and to start twice at once."
    )

    def add_arguments(self, parser):
        names = [job.name for job in JOBS]
        parser.add_argument("--only", choices=names, help="Do this one now.")

    def handle(self, *, only, verbosity, **options):
        outcome = models.run(JOBS, only or "")
        for name, count in outcome.done.items():
            if count or verbosity > 1:
                self.stdout.write(f"{name}: {count}")
        if outcome.failed:
            raise CommandError(f"Failed: {', '.join(outcome.failed)}.")
