"""Who sits at a desk when. Pure: it knows no database and no person.

The first of its hosts is the fixed face. On a day that she can't come, it is the
stand-in who said yes; nobody as long as nobody did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from initiatives.facts.recurrence import Series, Time

Face = TypeVar("Face")
IN_TIME = timedelta(hours=2)  # before it begins someone has to know that it goes on
LONGEST_WAIT = timedelta(hours=24)  # for the answer of one stand-in


@dataclass(frozen=True)
class Away:
    """A day that someone can't come: `who` it is, and `stand_in` who comes instead."""

    who: Face
    stand_in: Face | None = None


def sits(faces: Sequence[Face], away: Away | None) -> Face | None:
    """Who sits there; None when nobody does, as far as is known."""
    if not faces:
        return None
    if away is None or away.who != faces[0]:
        return faces[0]
    return away.stand_in


def rota(
    series: Series,
    first: date,
    after: date,
    faces: Sequence[Face],
    away: Mapping[date, Away],
) -> list[tuple[Time, Face | None]]:
    """Each time from a day up to another one (not on it), with who sits there then;
    `away` is by the date of the rule. Nobody sits where it is called off."""
    return [
        (each, None if each.is_cancelled else sits(faces, away.get(each.rule_date)))
        for each in series.times(first, after)
    ]


def deadline(starts_at: datetime) -> datetime:
    """When it has to be known that someone comes."""
    return starts_at - IN_TIME


def asks_next_at(asked_at: datetime, starts_at: datetime, left: int) -> datetime:
    """When the next stand-in is asked if the last one, asked at a moment, says nothing;
    `left` are those not asked yet. The time there is shrinks with it, so that each gets
    as much of it and all are asked in time."""
    there_is = deadline(starts_at) - asked_at
    return asked_at + min(max(there_is, timedelta(0)) / (left + 1), LONGEST_WAIT)
