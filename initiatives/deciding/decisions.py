"""What staff decide, and what happens then: one function for each decision.

Each is one transaction that leaves a row in Decision and in the history, and gives that
row back; who sent it in gets the answer by mail when it is committed.
"""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.utils import update_change_reason

from common.kit import values
from common.kit.storing import store_and_tell
from common.moderation.deciding import locked, make, make_each
from common.moderation.states import Move, NotAllowed, State
from initiatives.dates import splitting
from initiatives.deciding import answers, live_changes
from initiatives.models import (
    Activity,
    Decision,
    Initiative,
    Organisation,
    OrganisationRow,
    Proposal,
    Remark,
)
from initiatives.models.moderation import ABOUT

Entry = Organisation | Initiative | Activity


class SamePerson(NotAllowed):
    """A second look is for someone else than who refused it."""


class Conflict(NotAllowed):
    """Others changed these fields meanwhile; `fields` are their names."""

    def __init__(self, fields: list[str]):
        super().__init__(f"changed meanwhile: {', '.join(fields)}")
        self.fields = fields


def target_kwargs(entry: Entry) -> dict[str, Entry]:
    """How a row that is about one thing says that it is about this one."""
    return {entry._meta.model_name: entry}


@transaction.atomic
def decide(
    entry: Entry,
    move: Move,
    by: AbstractBaseUser,
    *,
    criterion: str = "",
    answer: str = "",
    is_second_look: bool = False,
) -> Decision:
    """Make a move, with an answer; NotAllowed when the table has no such move from the
    state that the entry has by now, SamePerson for a second look by the first person:
    what was refused and sent in again is always that.

    ValidationError for a refusal without criterion or answer.
    """
    entry = locked(entry)
    refused = entry.decisions.filter(move=Move.REFUSE, proposal=None).first()
    is_asked_again = refusal_in_question(entry) is not None
    is_second_look = is_second_look or is_asked_again
    if is_second_look and refused and refused.decided_by_id == by.pk:
        raise SamePerson
    decision = Decision(
        **target_kwargs(entry),
        move=move,
        criterion=criterion if move is Move.REFUSE else "",
        answer=answer,
        is_second_look=is_second_look,
        decided_by=by,
    )
    decision.full_clean(exclude=[*ABOUT])
    reason = answer[:300] or str(decision.get_criterion_display())
    make(entry, move, reason=reason, by=by)
    decision.save()
    if isinstance(entry, Organisation):
        OrganisationRow.take_apart(entry)
    answers.tell(decision)
    return decision


def touched(entries: QuerySet) -> list[QuerySet]:
    """The rows that a decision about entries of one kind may write, for taking it
    back."""
    about = {f"{entries.model._meta.model_name}__in": entries.values("pk")}
    kinds = [Decision, Remark]
    if entries.model is Organisation:
        kinds.append(OrganisationRow)
    return [entries, *(each.objects.filter(**about) for each in kinds)]


@transaction.atomic
def decide_all(
    entries: QuerySet, move: Move, by: AbstractBaseUser
) -> tuple[list[Entry], list[str]]:
    """A move without words about many entries of one kind, in a number of queries that
    does not grow; gives those, and the names of which it is not possible. What this
    person refused herself stays for a second one."""
    name = entries.model._meta.model_name
    last: dict[int, tuple[str, int | None]] = {}
    rows = Decision.objects.filter(**{f"{name}__in": entries.values("pk")})
    rows = rows.filter(proposal=None).order_by("decided_at", "pk")
    for pk, was, decided_by in rows.values_list(name, "move", "decided_by"):
        last[pk] = was, decided_by
    own = [pk for pk, found in last.items() if found == (Move.REFUSE, by.pk)]
    mine = entries.model._base_manager.filter(pk__in=own, state=State.SUGGESTED)
    left = [str(each) for each in entries.filter(pk__in=mine.values("pk"))]
    moved, stayed = make_each(entries.exclude(pk__in=mine.values("pk")), move, by=by)
    if entries.model is Organisation:
        OrganisationRow.take_each_apart(moved)
    decisions = Decision.objects.bulk_create(
        Decision(
            **target_kwargs(entry),
            move=move,
            is_second_look=last.get(entry.pk, ("",))[0] == Move.REFUSE,
            decided_by=by,
        )
        for entry in moved
    )
    answers.tell_each(decisions)
    return moved, [*stayed, *left]


def refusal_in_question(entry: Entry) -> Decision | None:
    """The refusal after which its maker asked for a second look, and none was taken."""
    if entry.state != entry.State.SUGGESTED:
        return None
    rows = entry.decisions.filter(proposal=None).select_related("decided_by")
    last = rows.first()
    return last if last and last.move == Move.REFUSE else None


@transaction.atomic
def resubmit(entry: Entry) -> None:
    """Who made it answers our question or asks for a second look."""
    make(locked(entry), Move.RESUBMIT)


@transaction.atomic
def stop(entry: Entry, by: AbstractBaseUser) -> None:
    """Who made it says that it is over for good."""
    entry = locked(entry)
    was_seen = entry.state == entry.State.PUBLISHED
    make(entry, Move.CLOSE, by=by)
    if was_seen:
        live_changes.note(entry, ["state"], by)


def is_trusted(entry: Entry, person: AbstractBaseUser) -> bool:
    """Whether what this person changes needs no look of staff first."""
    owner = entry if isinstance(entry, Organisation) else entry.organisation
    decide = f"initiatives.decide_{entry._meta.model_name}"
    may_decide = person.is_staff and person.has_perm(decide)
    return may_decide or (owner is not None and owner.is_trusted)


def may_be_live_at_once(entry: Entry, person: AbstractBaseUser) -> bool:
    """What nobody sees yet, and what an organisation that staff trust changes."""
    return entry.state != entry.State.PUBLISHED or is_trusted(entry, person)


@transaction.atomic
def propose(
    entry: Entry,
    before: dict,
    after: dict,
    by: AbstractBaseUser,
    *,
    starting_on: date | None = None,
) -> Proposal | None:
    """Keep a change of something published beside it; None when nothing changed.

    `before` and `after` are results of `proposals.plain`. What the same entry was
    waiting for before is replaced, as far as it is the same person's or nobody's.
    With `starting_on` a series stays as it was before that day.
    """
    changes = values.differences(before, after)
    locked(entry)
    waiting = Proposal.objects.filter(
        **target_kwargs(entry), state__in=[Proposal.State.OPEN, Proposal.State.RETURNED]
    ).first()
    if not changes:
        if waiting:
            waiting.state = Proposal.State.WITHDRAWN
            waiting.save()
        return None
    proposal = waiting or Proposal(**target_kwargs(entry))
    proposal.changes, proposal.proposed_by = changes, by
    proposal.starting_on = starting_on
    proposal.state, proposal.proposed_at = Proposal.State.OPEN, timezone.now()
    proposal.save()
    return proposal


def give(entry: Entry, changes: values.Changes, starting_on: date | None) -> None:
    """Give an entry these values, its plain fields unsaved. With a day a series is
    split there first: what was before it stays as it was, with who comes then."""
    is_split = starting_on is not None and isinstance(entry, Activity)
    if is_split:
        splitting.part_at(entry, starting_on)
    values.apply(entry, changes)
    if is_split:
        entry.first_on = splitting.begin_on(entry.rule, starting_on)


@transaction.atomic
def accept(
    proposal: Proposal,
    by: AbstractBaseUser,
    *,
    answer: str = "",
    instead: dict | None = None,
    despite_conflicts: bool = False,
) -> Decision:
    """Make a proposed change live. `instead` has values by which staff replace some of
    the proposed ones. Conflict when someone else changed the same field meanwhile."""
    proposal = locked(proposal)
    if proposal.state not in {Proposal.State.OPEN, Proposal.State.RETURNED}:
        raise NotAllowed(f"accept a proposal that is {proposal.state}")
    entry = locked(proposal.about)
    changes = {
        name: [before, (instead or {}).get(name, after)]
        for name, (before, after) in proposal.changes.items()
    }
    fields = values.conflicts(entry, changes)
    if fields and not despite_conflicts:
        raise Conflict(fields)
    give(entry, changes, proposal.starting_on)
    entry.full_clean()
    store_and_tell(entry)
    update_change_reason(entry, str(_("proposed change accepted")))
    return _answered(proposal, Proposal.State.ACCEPTED, Move.PUBLISH, by, answer=answer)


@transaction.atomic
def answer_proposal(
    proposal: Proposal,
    move: Move,
    by: AbstractBaseUser,
    *,
    criterion: str = "",
    answer: str,
) -> Decision:
    """Refuse a proposed change (REFUSE), or ask something about it (RETURN)."""
    states = {
        Move.REFUSE: Proposal.State.REFUSED,
        Move.RETURN: Proposal.State.RETURNED,
    }
    proposal = locked(proposal)
    if proposal.state != Proposal.State.OPEN or move not in states:
        raise NotAllowed(f"{move} of a proposal that is {proposal.state}")
    return _answered(
        proposal, states[move], move, by, criterion=criterion, answer=answer
    )


def _answered(proposal, state, move, by, *, criterion="", answer="") -> Decision:
    proposal.state = state
    decision = Decision(
        **target_kwargs(proposal.about),
        proposal=proposal,
        move=move,
        criterion=criterion,
        answer=answer,
        decided_by=by,
    )
    decision.full_clean(exclude=[*ABOUT])
    proposal.save()
    decision.save()
    answers.tell(decision)
    return decision
