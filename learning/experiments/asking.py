"""Six months after a decision its owner is asked once whether it is done. The link in
the mail opens a page with a button; who has left is nobody to ask, so then it goes to
who is on duty."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from common.mail import sending
from common.moderation import on_duty
from common.moderation.states import State
from initiatives.facts import tokens
from learning.facts.vocabulary import ASKED_AFTER, Done
from learning.models import Decision

TEMPLATE = "learning/mail/is_it_done.html"
WHAT = "decision-done"  # of the signed link


def open_to_answer():
    """Decisions that still stand, of experiments that everyone may see."""
    stands = Decision.objects.filter(
        experiment__decision=F("pk"), experiment__state=State.PUBLISHED
    )
    return stands.select_related("experiment__owner")


def link(decision: Decision) -> str:
    return reverse("learning:done", args=[tokens.make(WHAT, decision.pk)])


def ask(now: datetime) -> int:
    """Mail those whose day has come; gives how many. Each is asked once, also when two
    do this at the same time."""
    today = timezone.localdate(now)
    due = open_to_answer().filter(
        asked_on=None, done="", decided_on__lte=today - ASKED_AFTER
    )
    return sum(_ask(pk, today) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _ask(pk: int, today: date) -> bool:
    rows = Decision.objects.select_for_update(of=["self"])
    decision = rows.filter(pk=pk, asked_on=None).first()
    if decision is None:
        return False
    decision.asked_on = today
    decision.save(update_fields=["asked_on"])
    experiment, owner = decision.experiment, decision.experiment.owner
    context = {"experiment": experiment, "decision": decision}
    key = f"decision-done:{pk}"
    if owner is not None and owner.is_active and owner.email:
        url = sending.absolute(link(decision))
        sending.send(TEMPLATE, to=owner.email, context={**context, "url": url}, key=key)
    else:
        on_duty.ring(
            TEMPLATE,
            key=key,
            context={**context, "has_left": True},
            page="learning:done",
            about=[tokens.make(WHAT, pk)],
        )
    return True


def of_token(token: str) -> Decision | None:
    """What a link is about; None for one that is not ours, or of a decision that does
    not stand any more."""
    numbers = tokens.read(WHAT, token)
    if len(numbers) != 1:
        return None
    return open_to_answer().filter(pk=numbers[0]).first()


@transaction.atomic
def answer(decision: Decision, done: Done, words: str) -> Decision:
    """It may be answered again: not yet becomes yes."""
    rows = Decision.objects.select_for_update(of=["self"])
    decision = rows.get(pk=decision.pk)
    decision.done, decision.done_words = done, words
    decision.answered_on = timezone.localdate()
    decision.save(update_fields=["done", "done_words", "answered_on"])
    return decision
