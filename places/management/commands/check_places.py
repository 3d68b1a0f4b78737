from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from places.deciding.upkeep import derive_again
from places.memory.checking import drift
from places.models import MapVersion, Place


class Command(BaseCommand):
    help = (
        "Say whether what is computed from the places is right (where they lie on the "
        "map, what filters ask), and whether the memory of a process finds what the "
        "database finds. Safe to run twice."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--repair", action="store_true", help="Compute what is not right anew."
        )

    def handle(self, *, repair, **options):
        words = []
        if repair:
            words.append(_("Places repaired: %d.") % derive_again(Place.objects.all()))
            MapVersion.bump()  # every process reads all places anew
        found = drift()
        if found.derived:
            words.append(_("Places computed wrongly: %d.") % found.derived)
        if found.filters:
            filters = ", ".join(found.filters)
            words.append(_("Memory and database differ in: %s.") % filters)
        if found:
            raise CommandError(" ".join([*words, _("Run check_places --repair.")]))
        words.append(_("All that is computed from the places is right."))
        self.stdout.write(self.style.SUCCESS(" ".join(words)))
