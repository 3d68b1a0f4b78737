"""What everyone may know: how many wait, from ten on, and how long it takes.

Of what people look for only numbers leave this place. They are counted by the worker,
so that no page of a visitor opens a box.
"""

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from statistics import median

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from matching.entering.boxes import people_of
from matching.facts.vocabulary import Kind
from matching.models import Participant, Policy, Waited

FROM = 10  # people; a smaller number could be someone
BACK = relativedelta(months=6)


@dataclass
class Counted:
    """Numbers that may be shown; None for one that is too small. `weeks` is the
    expected wait by slug of a subject, and under "" of all."""

    on: date
    wishes: int | None = None
    offers: int | None = None
    pairs: int | None = None  # this year
    weeks: dict[str, int] = field(default_factory=dict)
    by_subject: dict[str, int] = field(default_factory=dict)


def shown(number: int) -> int | None:
    return number if number >= FROM else None


def weeks(days: list[int]) -> int | None:
    """Half of the people waited no longer, in weeks, rounded up; None of too few."""
    if len(days) < FROM:
        return None
    return max(1, -(-round(median(days)) // 7))


def count(now: datetime) -> Counted:
    """Everything anew."""
    today = timezone.localdate(now)
    waiting = list(Participant.objects.waiting())
    kinds = Counter(row.kind for row in waiting)
    people = people_of(row for row in waiting if row.kind == Kind.WISH)
    wanted = Counter(s for person in people.values() for s in person.subjects)
    made = Waited.objects.of_pairs().filter(month__year=today.year).count()
    waited: dict[str, list[int]] = defaultdict(list)
    since = (today - BACK).replace(day=1)
    rows = Waited.objects.filter(month__gte=since)
    for subject, days in rows.values_list("subject", "days"):
        waited[subject].append(days)
    expected = {name: weeks(days) for name, days in waited.items()}
    return Counted(
        on=today,
        wishes=shown(kinds[Kind.WISH]),
        offers=shown(kinds[Kind.OFFER]),
        pairs=shown(made),
        weeks={name: number for name, number in expected.items() if number},
        by_subject={name: n for name, n in wanted.items() if n >= FROM},
    )


def keep_count(now: datetime) -> int:
    """The worker's part: kept in the row of the rules, for the processes that show it.
    Safe to do twice."""
    found = asdict(count(now)) | {"on": timezone.localdate(now).isoformat()}
    return Policy.objects.update(counted=found)


def counted(policy: Policy) -> Counted | None:
    """What was counted last; None when nothing was, and pages say nothing then."""
    if not policy.counted:
        return None
    return Counted(**policy.counted | {"on": date.fromisoformat(policy.counted["on"])})
