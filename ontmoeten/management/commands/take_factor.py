from django.core.management.base import BaseCommand, CommandError

from ontmoeten.accounts import second_factor
from ontmoeten.models import User


class Command(BaseCommand):
    help = "Take away the lost second factor of a colleague, who then sets up another."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        person = User.objects.filter(email=email.lower(), is_staff=True).first()
        if person is None:
            raise CommandError(f"Nobody of the staff has the address {email}.")
        second_factor.take_away(person)
        self.stdout.write("Taken away; at the next log in a new one is set up.")
