"""Deciding so that it can be taken back, for as many minutes as UNDO_MINUTES says.

The mails of such a decision wait as long, and go with it when it is taken back; what
can not be put back (erasing a picture) is done at the end. Calling off a date, absence
and stopping are no decisions of moderation: they go out at once.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from common.mail import sending
from common.mail.models import Mail
from common.moderation.queue import Source, sources
from common.moderation.states import NotAllowed
from common.moderation.undoing import rows
from common.moderation.undoing.models import Undoable


@contextmanager
def undoable(
    source: Source,
    do: str,
    things: QuerySet,
    by: AbstractBaseUser | None,
    also: Sequence[tuple[Source, QuerySet]] = (),
    touched: list[QuerySet] | None = None,
) -> Iterator[Undoable]:
    """A transaction in which `things` of a source are decided about, `also` those of
    other sources with them; `touched` is instead of what the source says. The caller
    gives the result its `words`. It is kept, and has a `pk`, when something was decided
    and can be taken back."""
    now = timezone.now()
    until = now + timedelta(minutes=settings.UNDO_MINUTES)
    with transaction.atomic():
        numbers = list(things.order_by("pk").values_list("pk", flat=True))
        if touched is None:
            touched = source.touched(things.model._base_manager.filter(pk__in=numbers))
        for other, more in also:
            touched += other.touched(more)
        made = Undoable(
            token=get_random_string(32), kind=source.slug, do=do, numbers=numbers,
            others=sorted({other.slug for other, _more in also}),
            by=by, made_at=now, until=until,
            looked_at=sorted({each.model._meta.label_lower for each in touched}),
        )  # fmt: skip
        with rows.watching(touched) as written, sending.held(made.token, until):
            yield made
        made.rows = written
        made.is_unfinished = bool(made.rows) and do in source.finishes
        if not made.rows:
            return
        if until > now:
            made.save()
        elif made.is_unfinished:
            source.finish(do, numbers, by)


@transaction.atomic
def take_back(made: Undoable, by: AbstractBaseUser) -> None:
    """Everything as it was before; its mails do not go out. NotAllowed when it is too
    late or was done already, or when someone changed it since (ChangedSince)."""
    found = Undoable.objects.now().select_for_update(of=["self"])
    made = found.filter(pk=made.pk).first()
    if made is None:
        raise NotAllowed("too late, or taken back already")
    rows.put_back(made.rows, made.looked_at, by, str(_("taken back")))
    Mail.objects.withdraw(made.token)
    made.delete()


def carry_out(now: datetime) -> int:
    """Finish what can not be taken back any more, and forget how it was; gives how
    many."""
    count = 0
    for made in Undoable.objects.past(now).order_by("pk"):
        with transaction.atomic():
            mine = Undoable.objects.select_for_update(of=["self"]).filter(pk=made.pk)
            made = mine.first()
            if made is None:
                continue
            if made.is_unfinished and (source := sources().get(made.kind)):
                source.finish(made.do, made.numbers, made.by)
            made.delete()
            count += 1
    return count


def those_of(kinds: Sequence[str]) -> QuerySet:
    """What can still be taken back of these sources, the newest first."""
    return Undoable.objects.now().filter(kind__in=kinds).select_related("by")
