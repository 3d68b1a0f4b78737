"""Which times of activities are near, and whom that concerns."""

from datetime import datetime, time, timedelta

from initiatives.facts.rules import HERE
from initiatives.models import Activity, Membership, Occurrence

REMIND_AT = time(9)  # on the day before
TOO_CLOSE = timedelta(hours=2)  # who comes then needs no reminder any more


def remind_from(row: Occurrence) -> datetime:
    day_before = row.starts_at.astimezone(HERE).date() - timedelta(days=1)
    return datetime.combine(day_before, REMIND_AT, HERE)


def near(now: datetime) -> list[Occurrence]:
    """What is tomorrow, or today and not quite yet; one query."""
    ahead = Occurrence.objects.published().filter(
        starts_at__gt=now + TOO_CLOSE,
        starts_at__lte=now + timedelta(days=2),
        is_cancelled=False,
    )
    related = ahead.select_related("activity__organisation", "activity__place")
    return [row for row in related if remind_from(row) <= now]


def memberships_of(activities: list[Activity]) -> dict[int, list]:
    """Who looks after these, by the id of the organisation; one query."""
    ids = {each.organisation_id for each in activities}
    found: dict[int, list[Membership]] = {}
    rows = Membership.objects.filter(organisation__in=ids, person__is_active=True)
    for row in rows.select_related("person"):
        found.setdefault(row.organisation_id, []).append(row)
    return found


def looks_after(activity: Activity, person_id: str) -> bool:
    """Whether the person with this id is (still) of its organisation."""
    people = Membership.objects.filter(organisation=activity.organisation_id)
    return people.filter(person=person_id, person__is_active=True).exists()
