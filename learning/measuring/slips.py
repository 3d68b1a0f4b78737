"""Cards with a code that works once: printed at the door, answered at home.

Of a code only a keyed hash is kept, and that goes with the answer, in the transaction
that raises the sums: so nobody, we neither, can tell which card said what.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.crypto import get_random_string, salted_hmac

from initiatives.models import Occurrence
from learning.facts.quarters import SLIP_LASTS
from learning.facts.questions import Question
from learning.models import AnswerSum, Slip, Tally

# Without what looks alike on paper (0 O, 1 I L, 2 Z, 5 S, 8 B, U V).
LETTERS = "ACDEFGHJKMNPQRTWXY34679"
LENGTH = 9  # 23 to the ninth: a guess hits one of a thousand cards once in a billion
PART = 3  # letters together, for who types them


class TooMany(ValueError):
    """More cards than people who were counted."""


class NotKnown(ValueError):
    """A code that was never given out, was used before, or is past its date."""


def left(tally: Tally) -> int:
    """How many cards may still be printed for that day."""
    return max(tally.people - tally.slips, 0)


@transaction.atomic
def give(row: Occurrence, number: int) -> list[str]:
    """Codes for so many cards, to print now: they are kept nowhere. TooMany when that
    is more than who were counted and got none yet."""
    tallies = Tally.objects.select_for_update()
    tally = tallies.filter(
        activity=row.activity.whole_id, rule_date=row.rule_date
    ).first()
    if tally is None or not 1 <= number <= left(tally):
        raise TooMany
    Tally.objects.filter(pk=tally.pk).update(slips=F("slips") + number)
    codes = [get_random_string(LENGTH, LETTERS) for _number in range(number)]
    Slip.objects.bulk_create(
        Slip(
            code_hash=_hashed(code),
            activity_id=tally.activity_id,
            rule_date=tally.rule_date,
            ends_on=tally.rule_date + SLIP_LASTS,
        )
        for code in codes
    )
    return [in_parts(code) for code in codes]


def in_parts(code: str) -> str:
    """As it stands on paper: ACD-EFG-HJK."""
    return "-".join(code[at : at + PART] for at in range(0, LENGTH, PART))


def tidied(typed: str) -> str:
    """The letters of a code, however it was typed."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


@transaction.atomic
def answer(typed: str, said: Mapping[str, str], today: date) -> None:
    """Add an answer to each question to the sums, and forget the card. NotKnown when
    its code does not work (any more): of two at once only one counts."""
    slips = Slip.objects.filter(code_hash=_hashed(tidied(typed)), ends_on__gte=today)
    slip = slips.select_for_update().first()
    if slip is None or not slips.delete()[0]:
        raise NotKnown
    key = {"activity_id": slip.activity_id, "rule_date": slip.rule_date}
    for question in Question:
        row = {**key, "question": question, "answer": said[question]}
        AnswerSum.objects.bulk_create([AnswerSum(**row)], ignore_conflicts=True)
        AnswerSum.objects.filter(**row).update(count=F("count") + 1)


def _hashed(code: str) -> str:
    return salted_hmac("learning.slip", code, algorithm="sha256").hexdigest()
