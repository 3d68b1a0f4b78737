"""What organisations that staff trust changed at once, for staff to look at after."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from initiatives.models import LiveChange, Organisation


def note(entry, fields: Iterable[str], by) -> None:
    """Remember a change of something that everyone sees, in the transaction of the
    change; `fields` are names, none for a new entry. What of others was changed is
    known by its proposal."""
    owner = entry if isinstance(entry, Organisation) else entry.organisation
    if owner is None or not owner.is_trusted:
        return
    LiveChange.objects.create(
        **{entry._meta.model_name: entry}, fields=sorted(fields), changed_by=by
    )


def look_at(changes, by) -> int:
    """Staff looked at these; the first one counts. Gives how many were new."""
    unseen = LiveChange.objects.filter(
        pk__in=[change.pk for change in changes], seen_at=None
    )
    return unseen.update(seen_by=by, seen_at=timezone.now())


def unseen() -> QuerySet[LiveChange]:
    return LiveChange.objects.filter(seen_at=None)
