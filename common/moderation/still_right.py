"""“Everything is still right”: checked today, by whoever said so."""

from datetime import date
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from common.kit.naming import has_field
from common.kit.storing import store
from common.moderation.deciding import LONGEST_WHY, locked

Entry = TypeVar("Entry", bound=Model)


@transaction.atomic
def still_right(
    entry: Entry, by: AbstractBaseUser | None, why: str = "", on: date | None = None
) -> Entry:
    """All that we tell of an entry is right: checked today, in its history with who
    said it and `why`; what passers-by doubted before is answered by that. Told later it
    was so `on` a day before; who checked it since then keeps having done so.

    The one way to say so, for every entry with `checked_on`.
    """
    entry = locked(entry)
    today = timezone.localdate()
    on = min(on or today, today)
    if entry.checked_on and entry.checked_on > on:
        return entry
    entry.checked_on, fields = on, {"checked_on"}
    if has_field(type(entry), "checked_by"):
        entry.checked_by = by
        fields.add("checked_by")
    entry._history_user, entry._change_reason = by, why[:LONGEST_WHY]
    store(entry, update_fields=fields)
    if on == today and (forget_doubts := getattr(entry, "forget_doubts", None)):
        forget_doubts()
    return entry
