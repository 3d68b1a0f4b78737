"""We asked who sent it in a question; they answer in words, and it waits again."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from common.moderation.deciding import locked
from common.moderation.states import Move, NotAllowed
from initiatives.deciding import decisions
from initiatives.deciding.decisions import Entry
from initiatives.models import Decision, Proposal

LONGEST = 2000  # characters


@transaction.atomic
def send_in_again(entry: Entry, text: str, by: AbstractBaseUser) -> None:
    """An entry that we returned or refused waits again, with what they answer to our
    question, if we asked one; NotAllowed when it waits already."""
    asked = question_about(entry)
    decisions.resubmit(entry)
    _keep(asked, text, by)


@transaction.atomic
def answer_about_change(proposal: Proposal, text: str, by: AbstractBaseUser) -> None:
    """The same for a proposed change."""
    proposal = locked(proposal)
    if proposal.state != Proposal.State.RETURNED:
        raise NotAllowed(f"answer about a proposal that is {proposal.state}")
    _keep(_last(proposal.decisions.all()), text, by)
    proposal.state, proposal.proposed_at = Proposal.State.OPEN, timezone.now()
    proposal.save(update_fields=["state", "proposed_at"])


def question_about(entry: Entry) -> Decision | None:
    """What we asked last about an entry, if that was the last that we decided; also
    when it was answered."""
    return _last(entry.decisions.filter(proposal=None))


def question_about_change(proposal: Proposal) -> Decision | None:
    return _last(proposal.decisions.all())


def _last(decisions_) -> Decision | None:
    last = decisions_.select_related("replied_by").first()
    return last if last and last.move == Move.RETURN else None


def _keep(asked: Decision | None, text: str, by) -> None:
    if asked is None or not text:
        return
    asked.reply, asked.replied_by, asked.replied_at = text, by, timezone.now()
    asked.save(update_fields=["reply", "replied_by", "replied_at"])
