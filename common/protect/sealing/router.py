"""Which database a model lives in: keys in the key store, all else beside it.

A copy of the one must say nothing of the other: a dump of the default database holds
no key, and the key store holds nobody's name.
"""

KEYS = "keys"  # the alias of the key store in settings.DATABASES
KEYRING = "keyring"  # the label of the app whose rows live there


class KeysApart:
    """Django's database router for that."""

    def db_for_read(self, model, **hints):
        return KEYS if model._meta.app_label == KEYRING else None

    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, **hints):
        return (db == KEYS) == (app_label == KEYRING)
