"""How one date takes people: as its activity does, but for what is said of it."""

from dataclasses import dataclass
from datetime import date

from initiatives.models import Activity, DateSeats


@dataclass(frozen=True)
class Terms:
    """`capacity` is None without a limit; `walk_ins` came without signing up."""

    has_sign_up: bool
    capacity: int | None
    has_waiting_list: bool
    waits_at_door: bool
    walk_ins: int = 0


def terms_of(activity: Activity, on: date) -> Terms:
    """Those of one date; one query."""
    said = DateSeats.objects.filter(activity=activity, rule_date=on).first()
    return _terms(activity, said or DateSeats())


def terms_of_each(activity: Activity, days: list[date]) -> dict[date, Terms]:
    """Those of several dates; one query."""
    found = DateSeats.objects.filter(activity=activity, rule_date__in=days)
    said = {each.rule_date: each for each in found}
    return {day: _terms(activity, said.get(day, DateSeats())) for day in days}


def takes_people_on_a_date(activity: Activity) -> bool:
    """Whether people sign up for some date by itself; one query."""
    return DateSeats.objects.filter(activity=activity, has_sign_up=True).exists()


def _terms(activity: Activity, said: DateSeats) -> Terms:
    def either(name: str):
        own = getattr(said, name)
        return getattr(activity, name) if own is None else own

    return Terms(
        has_sign_up=either("has_sign_up"),
        capacity=either("capacity"),
        has_waiting_list=activity.has_waiting_list,
        waits_at_door=either("waits_at_door"),
        walk_ins=said.walk_ins,
    )
