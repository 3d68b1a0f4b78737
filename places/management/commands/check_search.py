from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from places.models import MapVersion
from places.search import upkeep


class Command(BaseCommand):
    help = "Say whether the search index is what the places say. Safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument(
            "--repair", action="store_true", help="Write what is not right anew."
        )

    def handle(self, *, repair, **options):
        with transaction.atomic():
            found = upkeep.differences()
            if repair and found:
                upkeep.refresh(found)
                MapVersion.bump([])
        counts = {
            "missing": len(found.missing),
            "wrong": len(found.wrong),
            "orphans": len(found.orphans),
        }
        words = _("Missing: %(missing)d. Wrong: %(wrong)d. Left over: %(orphans)d.")
        if not found:
            self.stdout.write(self.style.SUCCESS(_("The search index is right.")))
        elif repair:
            self.stdout.write(f"{words % counts} {_('Repaired.')}")
        else:
            advice = _("Run check_search --repair.")
            raise CommandError(f"{words % counts} {advice}")
