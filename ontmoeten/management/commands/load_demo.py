from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from ontmoeten.demo.loading import load_demo, staff_account
from ontmoeten.demo.matching import add_matching
from places.models import Place

OF = "GM0758"


class Command(BaseCommand):
    help = "Add the demonstration data of Breda. Safe to repeat: it overwrites nothing."

    def handle(self, **options):
        if settings.MUNICIPALITY != OF:
            self.stdout.write(
                "De demonstratie is van Breda en blijft dus weg: MUNICIPALITY is "
                f"{settings.MUNICIPALITY}. Haal de eigen buurten op met import_areas."
            )
            return
        loaded = load_demo()
        self.stdout.write(
            f"Demonstratie: {loaded.neighbourhoods} buurten, {loaded.places} plekken, "
            f"{loaded.activities} activiteiten, {loaded.tours} tochten en "
            f"{loaded.experiments} experimenten erbij; "
            f"er zijn nu {Place.objects.count()} plekken."
        )
        if settings.DEBUG:
            email, password = staff_account()
            add_matching(get_user_model().objects.get(email=email))
            self.stdout.write(
                f"Beheer:  /beheer/  met {email} en wachtwoord {password}"
            )
