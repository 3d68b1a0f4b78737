"""Says whether the key store can do its work: `manage.py check --database keys`."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from common.protect.sealing import master
from common.protect.sealing.models import SealingKey
from common.protect.sealing.router import KEYS


@register(Tags.database)
def key_store_opens(databases=None, **kwargs):
    if KEYS not in (databases or []):
        return []
    try:
        tables = connections[KEYS].introspection.table_names()
    except (DatabaseError, ImproperlyConfigured) as error:
        return [
            Error(
                f"The key store can not be reached ({type(error).__name__}).",
                hint="Look at KEYS_DATABASE_URL; is its server or file there?",
                id="keyring.E001",
            )
        ]
    if SealingKey._meta.db_table not in tables:
        return [
            Warning(
                "The key store has no table yet.",
                hint="“manage.py migrate” makes it.",
                id="keyring.W001",
            )
        ]
    return _master_keys()


def _master_keys():
    known = master.ring().marks if settings.SEALING_KEYS else set()
    if not known:
        return [Warning(master.NONE_GIVEN, id="keyring.W002")]
    rows = SealingKey.objects.exclude(master__in=known).order_by()
    marks = sorted({*rows.values_list("master", flat=True).distinct()})
    if not marks:
        return []
    return [
        Error(
            f"{rows.count()} keys of people were wrapped by a master key that "
            f"SEALING_KEYS lacks: {', '.join(marks)}. What they sealed does not open.",
            hint="Put it back after the first, then “manage.py rotate_sealing_keys”.",
            id="keyring.E002",
        )
    ]
