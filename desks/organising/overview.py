"""The desks of someone's organisations, and their own days, on `/mijn/`."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from common.history.bin import left_in
from desks.days.away import who_sits
from desks.days.reminding import face_of, path_of
from desks.models import Desk, DeskChange, DeskDay, DeskHost
from initiatives.models import Activity, Membership, Occurrence

AHEAD = timedelta(days=14)  # of one's own days
SHOWN = 10


def part(person) -> tuple[str, dict] | None:
    """Desks and activities that may become one; the days on which one sits there."""
    mine = Membership.objects.filter(person=person).values("organisation")
    activities = Activity.objects.filter(organisation__in=mine)
    activities = activities.filter(goes_on_as=None)
    activities = left_in(activities.exclude(state=Activity.State.CLOSED))
    activities = list(activities.order_by("name", "pk"))
    days, faces = _days_of(person), _faces_of(person)
    if not (activities or days or faces):
        return None
    changes = DeskChange.objects.filter(activity__in=activities)
    changes = {each.activity_id: each for each in changes}
    for activity in activities:
        activity.waits = changes.get(activity.pk)
    context = {
        "tables": [each for each in activities if each.shown_as or each.waits],
        "others": [each for each in activities if not (each.shown_as or each.waits)],
        "days": days,
        "faces": faces,
    }
    return "desks/mine/_on_mine.html", context


def _faces_of(person) -> list[tuple[str, str]]:
    """(name of the desk, address of one's own page there)."""
    hosts = DeskHost.objects.filter(user=person).select_related("desk__activity")
    return [(host.desk.name, face_of(host)) for host in hosts]


def _days_of(person) -> list[tuple[Occurrence, str]]:
    """(time, address of its private page) on which this person sits somewhere."""
    hosts = DeskHost.objects.filter(user=person).values("desk")
    desks = Desk.objects.published().filter(pk__in=hosts)
    desks = desks.select_related("activity").prefetch_related("hosts")
    desks = {each.activity_id: each for each in desks}
    if not desks:
        return []
    now = timezone.now()
    rows = Occurrence.objects.not_over(now).filter(
        Q(activity__in=desks) | Q(activity__goes_on_as__in=desks),
        starts_at__lt=now + AHEAD,
        is_cancelled=False,
    )
    rows = list(rows.select_related("activity__place").order_by("starts_at"))
    known = DeskDay.objects.filter(
        desk__in=desks.values(), rule_date__in=[row.rule_date for row in rows]
    )
    known = {(day.desk_id, day.rule_date): day for day in known}
    found = []
    for row in rows:
        desk = desks[row.activity.whole_id]
        host = who_sits(desk, known.get((desk.pk, row.rule_date)))
        if host and host.user_id == person.pk:
            found.append((row, path_of(host, row)))
    return found[:SHOWN]
