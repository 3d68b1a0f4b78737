"""What every decision does to an entry: under a lock of its row, with its reason in the
history, in the transaction of who decides."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from simple_history.utils import update_change_reason

from common.kit.storing import follow_moved, store_and_tell, write_each
from common.moderation.states import Moderated, Move, NotAllowed

Entry = TypeVar("Entry", bound=Model)
LONGEST_WHY = 100  # characters, of a change in the history
NAMED = 10  # in one sentence


def locked(entry: Entry) -> Entry:
    """The entry as it is by now; others who decide wait until this is committed."""
    found = type(entry)._default_manager.select_for_update(of=["self"])
    return found.get(pk=entry.pk)


def make(
    entry: Moderated,
    move: Move,
    *,
    why: str = "",
    reason: str = "",
    by: AbstractBaseUser | None = None,
    only: list[str] | None = None,
) -> None:
    """Make a move of a locked entry and save it (`only` these fields); NotAllowed when
    the table has no such move from its state. `why` is for the history, `reason` for
    who is refused."""
    entry.make(move, reason=reason)
    if by is not None:
        entry._history_user = by
    store_and_tell(entry, update_fields=only)
    update_change_reason(entry, (why or str(move.label))[:LONGEST_WHY])


@transaction.atomic
def make_each(
    entries: QuerySet, move: Move, *, why: str = "", by: AbstractBaseUser | None = None
) -> tuple[list[Moderated], list[str]]:
    """Make a move, no refusal, of all of these of which the table has it; gives them
    and the names of the others. As many queries however many there are."""
    keys = list(entries.values_list("pk", flat=True))
    model = entries.model
    found = model._base_manager.select_for_update(of=["self"]).filter(pk__in=keys)
    moved, stayed = [], []
    for entry in found.order_by("pk"):
        if entry.may(move):
            entry.make(move)
            moved.append(entry)
        else:
            stayed.append(str(entry))
    if not moved:
        return moved, stayed
    words = (why or str(move.label))[:LONGEST_WHY]
    write_each(moved, ["state", "refusal_reason"], by=by, why=words)
    follow_moved(moved)
    return moved, stayed


@transaction.atomic
def decide_each(
    entries: Iterable[Entry], decide: Callable[[Entry], object]
) -> tuple[int, list[str]]:
    """Decide about all of these; gives how many, and the names of those for which it is
    not possible from the state they are in."""
    done, stayed = 0, []
    for entry in entries:
        try:
            decide(entry)
            done += 1
        except NotAllowed:
            stayed.append(str(entry))
    return done, stayed


def not_possible(stayed: list[str]) -> str:
    """A sentence about those that stayed as they were."""
    names = ", ".join(stayed[:NAMED]) + (" …" if len(stayed) > NAMED else "")
    words = _("Not possible from the state they are in: %(names)s.")
    return words % {"names": names}
