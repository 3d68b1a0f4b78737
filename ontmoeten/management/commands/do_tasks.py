import logging
import time

from django.db import OperationalError, connection
from django_tasks_db.management.commands import db_worker

PAUSE = 5  # seconds
log = logging.getLogger(__name__)


class Command(db_worker.Command):
    help = (
        "Do the work that waits in the database, sending mails for instance, until "
        "it is stopped. One is enough; more may run side by side."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(reload=False)

    def configure_logging(self, verbosity):
        """The worker's own would say nothing of failures when it is to be quiet."""
        level = {0: logging.WARNING, 1: logging.INFO}.get(verbosity, logging.DEBUG)
        for name in ["django_tasks", "django_tasks_db"]:
            logging.getLogger(name).setLevel(level)

    def handle(self, *, batch, **options):
        """A database that is busy or restarts for a while is no reason to stop."""
        while True:
            try:
                super().handle(batch=batch, **options)
                return
            except OperationalError as error:
                if batch:
                    raise
                connection.close()
                log.warning("The database does not answer: %s", type(error).__name__)
                time.sleep(PAUSE)
