from django.core.management.base import BaseCommand

from ontmoeten.demo.invented import remove
from ontmoeten.demo.matching import remove_matching
from ontmoeten.demo.queue import remove_queue


class Command(BaseCommand):
    help = (
        "Take the invented examples of the demonstration away again: places, "
        "organisations, initiatives, activities, tours, experiments, lessons, news, "
        "questions, people of Meet & Match. "
        "Real places and what others made stay."
    )

    def handle(self, **options):
        remove_queue()
        remove_matching()
        count, stays = remove()
        self.stdout.write(f"Weg: {count} verzonnen voorbeelden.")
        for name in stays:
            self.stdout.write(
                f"Blijft staan, want er hoort iets bij dat niet verzonnen is: {name}"
            )
