"""One `migrate` for both databases: the key store first, then the default one."""

from pathlib import Path

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

from common.protect.sealing.router import KEYRING, KEYS


class Command(migrate.Command):
    """With `--database`, or the name of an app, Django's own command for that alone.

    The key store comes first: when it can not be reached nothing is migrated at all,
    and the command can be given again. When the default database fails after it, the
    key store has what it needs and nothing that hinders the version before.
    """

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    def get_check_kwargs(self, options):
        database = options["database"] or DEFAULT_DB_ALIAS
        return super().get_check_kwargs({**options, "database": database})

    def handle(self, *args, **options):
        if options["database"]:
            self._migrate(options)
        elif options["app_label"]:
            is_ours = options["app_label"] == KEYRING
            self._migrate(
                {**options, "database": KEYS if is_ours else DEFAULT_DB_ALIAS}
            )
        else:
            there = {"app_label": KEYRING, "database": KEYS, "run_syncdb": False}
            self._migrate({**options, **there})
            self._migrate({**options, "database": DEFAULT_DB_ALIAS})

    def _migrate(self, options):
        if options["database"] != KEYS:
            super().handle(**options)
            return
        try:
            _for_us_alone()
            super().handle(**options)
        except (OSError, OperationalError) as error:
            raise CommandError(
                f"The key store can not be used, so nothing is migrated: {error}\n"
                "Look at KEYS_DATABASE_URL (docs/keys.md)."
            ) from error


def _for_us_alone():
    """A key store that is a new file is made readable for the service's user alone;
    SQLite gives what it writes beside it the same rights."""
    if connections[KEYS].vendor != "sqlite":
        return
    path = Path(str(connections[KEYS].settings_dict["NAME"]))
    if path.parent.is_dir() and not (path.exists() and path.stat().st_size):
        path.touch()
        path.chmod(0o600)
