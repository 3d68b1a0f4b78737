from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from common.mail import sending


class Command(BaseCommand):
    help = "Write a mail to an address, to see whether it arrives. The worker sends it."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *, address, **options):
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"“{address}” is no e-mail address.") from error
        sending.send("common/mail/test.html", to=address, context={})
        self.stdout.write("Written. It goes out when the worker (do_tasks) runs.")
