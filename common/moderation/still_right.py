"""“Everything is still right”: checked today, by whoever said so."""

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
def still_right(entry: Entry, by: AbstractBaseUser | None, why: str = "") -> Entry:
    """All that we tell of an entry is right: checked today, in its history with who
    said it and `why`; what passers-by doubted before is answered by that.

    The one way to say so, for every entry with `checked_on`.
    """
    entry = locked(entry)
    entry.checked_on, fields = timezone.localdate(), {"checked_on"}
    if has_field(type(entry), "checked_by"):
        entry.checked_by = by
        fields.add("checked_by")
    entry._history_user, entry._change_reason = by, why[:LONGEST_WHY]
    store(entry, update_fields=fields)
    if forget_doubts := getattr(entry, "forget_doubts", None):
        forget_doubts()
    return entry
