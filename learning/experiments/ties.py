"""What belongs to experiments and messages: told by the registry of kinds, in as many
queries for many as for one."""

from collections.abc import Iterable
from datetime import datetime

from common.links import kinds
from common.links.kinds import Told
from common.links.models import Linked
from initiatives.models import Occurrence

SHOWN = 4  # times to come and look


def told(rows: Iterable[Linked]) -> dict[tuple[str, int], Told]:
    """What these point to and everyone may see, by its key."""
    return kinds.told({row.link for row in rows if row.link})


def of(rows: Iterable[Linked]) -> list[Told]:
    """The same in the order of the rows, each once."""
    known = told(rows)
    keys = dict.fromkeys(row.link for row in rows)
    return [known[key] for key in keys if key in known]


def coming(keys: Iterable[tuple[str, int]], now: datetime) -> list[Occurrence]:
    """The next times to come and look at any of these, the soonest first."""
    activities = kinds.counted_by(keys)
    rows = Occurrence.objects.filter(activity__in=activities, is_cancelled=False)
    rows = rows.published().not_over(now).with_all()
    return list(rows.order_by("starts_at", "pk")[:SHOWN])
