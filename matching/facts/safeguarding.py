"""Whether someone who offers may be brought together with a stranger.

Four things are looked at: a talk, a statement of conduct (VOG: *verklaring omtrent het
gedrag*, of which only is kept that it was seen: never the document, never a refusal),
a training and references. Which of them are asked, and for how long a statement counts,
the municipality decides (Terms). Each is absent, valid, about to end or ended; what is
absent or ended blocks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

WARNS = timedelta(days=30)  # before something ends
TALK, CONDUCT, TRAINING, REFERENCES = NAMES = (
    "talk", "conduct", "training", "references",
)  # fmt: skip


class Standing(StrEnum):
    ABSENT = "absent"
    VALID = "valid"
    ENDING = "ending"
    ENDED = "ended"


BLOCKING = {Standing.ABSENT, Standing.ENDED}


@dataclass(frozen=True)
class Terms:
    """What the municipality asks. `profile` is the screening profile of Justis that
    has to stand on the statement; empty when any will do."""

    conduct_months: int
    profile: str = ""
    asks_training: bool = True
    asks_references: bool = True

    @property
    def asked(self) -> list[str]:
        is_asked = {TRAINING: self.asks_training, REFERENCES: self.asks_references}
        return [name for name in NAMES if is_asked.get(name, True)]


@dataclass(frozen=True)
class Seen:
    """What was seen of one person, by date; None for what was not."""

    talk_on: date | None = None
    conduct_issued_on: date | None = None
    conduct_profile: str = ""
    conduct_seen_on: date | None = None
    training_on: date | None = None
    references_on: date | None = None


@dataclass(frozen=True)
class Check:
    """One thing that is asked: how it stands, and its last day if it has one."""

    name: str
    standing: Standing
    until: date | None = None


def conduct_until(seen: Seen, terms: Terms) -> date | None:
    """The last day on which the statement counts."""
    if seen.conduct_issued_on is None or seen.conduct_seen_on is None:
        return None
    if terms.profile and seen.conduct_profile != terms.profile:
        return None
    months = relativedelta(months=terms.conduct_months)
    return seen.conduct_issued_on + months - timedelta(days=1)


def _conduct(seen: Seen, terms: Terms, today: date) -> Check:
    until = conduct_until(seen, terms)
    if until is None or seen.conduct_issued_on > today:
        return Check(CONDUCT, Standing.ABSENT)
    if until < today:
        return Check(CONDUCT, Standing.ENDED, until)
    is_ending = until - today < WARNS
    return Check(CONDUCT, Standing.ENDING if is_ending else Standing.VALID, until)


def checks(seen: Seen | None, terms: Terms, today: date) -> list[Check]:
    """How each thing that is asked stands today; all absent for who was never seen."""
    seen = seen or Seen()
    days = {
        TALK: seen.talk_on, TRAINING: seen.training_on, REFERENCES: seen.references_on,
    }  # fmt: skip
    found = []
    for name in terms.asked:
        if name == CONDUCT:
            found.append(_conduct(seen, terms, today))
        else:
            is_there = days[name] is not None and days[name] <= today
            found.append(Check(name, Standing.VALID if is_there else Standing.ABSENT))
    return found


def blocks(found: Iterable[Check]) -> list[str]:
    """The names of what stands in the way."""
    return [check.name for check in found if check.standing in BLOCKING]


def may_meet(seen: Seen | None, terms: Terms, today: date) -> bool:
    """Whether nothing that is asked is absent or ended."""
    return not blocks(checks(seen, terms, today))
