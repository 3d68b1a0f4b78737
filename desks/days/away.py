""" "Ik kan niet": two taps of who sits there; stand-ins are asked one after the other.

Why is not asked and not kept. Whoever changes a day holds the row of the activity, so
of two who say yes at once, one is the first.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from common.mail import sending
from common.moderation import on_duty
from common.moderation.deciding import locked
from desks.days import marks
from desks.facts.sitting import asks_next_at, deadline, sits
from desks.models import Desk, DeskDay, DeskHost, StandInAsk
from initiatives.dates import calling_off
from initiatives.facts import tokens
from initiatives.models import Occurrence


class TooLate(Exception):
    """The day is over, called off, or has someone else by now."""


def who_sits(desk: Desk, day: DeskDay | None) -> DeskHost | None:
    """The fixed face, who comes instead, or nobody as far as is known."""
    hosts = {host.pk: host for host in desk.hosts.all()}
    return hosts.get(sits([*hosts], day and day.as_away))


@transaction.atomic
def cannot_come(host: DeskHost, on: date) -> None:
    """Who sits there on this day can't: the next one is asked. TooLate when the day is
    over or called off; twice is as good as once."""
    locked(host.desk.activity)
    day = DeskDay.of(host.desk, on)
    row = _coming(day)
    if who_sits(host.desk, day) != host:
        return
    if day.stand_in_id == host.pk:
        day.stand_in = None
        day.asks.filter(host=host).update(says_yes=False)
    else:
        day.away, day.away_at = host, timezone.now()
    day.save()
    marks.show(day)
    _ask_next(day, row)


@transaction.atomic
def can_come_after_all(host: DeskHost, on: date) -> None:
    """As long as nobody else said yes; TooLate after that."""
    locked(host.desk.activity)
    day = DeskDay.of(host.desk, on)
    _coming(day)
    if day.stand_in_id is not None:
        raise TooLate
    if day.away_id == host.pk:
        day.away = day.away_at = None
        day.save()
        day.asks.all().delete()
        marks.show(day)


@transaction.atomic
def answer(ask: StandInAsk, says_yes: bool) -> None:
    """A stand-in can come or can't; the first yes is it. TooLate when someone else
    comes already, or nobody needs to any more."""
    locked(ask.day.desk.activity)
    day = DeskDay.objects.get(pk=ask.day_id)
    if day.stand_in_id == ask.host_id and says_yes:
        return
    row = _coming(day)
    if day.away_id is None or day.stand_in_id not in {None, ask.host_id}:
        raise TooLate
    StandInAsk.objects.filter(pk=ask.pk).update(says_yes=says_yes)
    if says_yes:
        day.stand_in_id = ask.host_id
        day.save()
        marks.show(day)
    elif day.stand_in_id == ask.host_id:
        cannot_come(ask.host, day.rule_date)
    else:
        _ask_next(day, row)


@transaction.atomic
def lapse(desk: Desk, on: date) -> None:
    """Nobody comes: this time is called off, and who made an appointment hears it."""
    row = DeskDay(desk=desk, rule_date=on).occurrence
    calling_off.call_off(row.activity, on, by_mail=True)


def go_on(now: datetime) -> int:
    """Ask the next one where the last said nothing for so long, and tell who looks
    after a desk where nobody is found in time; gives how many days."""
    searching = DeskDay.objects.filter(away__isnull=False, stand_in=None)
    searching = searching.filter(rule_date__gte=timezone.localdate(now - _MOVED))
    return sum(_go_on(pk, now) for pk in searching.values_list("pk", flat=True))


_MOVED = timedelta(days=60)  # a day may be moved to a later one


@transaction.atomic
def _go_on(pk: int, now: datetime) -> bool:
    day = DeskDay.objects.select_related("desk__activity").get(pk=pk)
    locked(day.desk.activity)
    day.refresh_from_db()
    try:
        row = _coming(day, now)
    except TooLate:
        return False
    if day.away_id is None or day.stand_in_id is not None:
        return False
    left = _left(day)
    last = day.asks.order_by("-asked_at").first()
    since = last.asked_at if last else day.away_at
    is_late = now >= deadline(row.starts_at)
    if is_late or (left and now >= asks_next_at(since, row.starts_at, len(left))):
        _ask_next(day, row, now)
        return True
    return False


def _coming(day: DeskDay, now: datetime | None = None) -> Occurrence:
    """The time of a day that is still to come or going on; else TooLate."""
    row = day.occurrence
    if row is None or row.is_cancelled or row.is_over(now or timezone.now()):
        raise TooLate
    return row


def _left(day: DeskDay) -> list[DeskHost]:
    """Who may be asked yet, in the order that the desk set."""
    asked = {day.away_id, *day.asks.values_list("host", flat=True)}
    hosts = day.desk.hosts.select_related("user")
    return [each for each in hosts if each.pk not in asked and each.address]


def _ask_next(day: DeskDay, row: Occurrence, now: datetime | None = None) -> None:
    """One, or all who are left when there is no time; with nobody left to ask, or too
    late, who looks after the desk hears it."""
    now = now or timezone.now()
    is_late = now >= deadline(row.starts_at)
    left = _left(day)
    for host in left if is_late else left[:1]:
        _ask(day, host, row, now)
    is_waiting = day.asks.filter(says_yes=None).exists()
    if is_late or not is_waiting:
        _tell_nobody(day, row, "late" if is_late else "no")


def _ask(day, host, row, now):
    ask = StandInAsk.objects.create(day=day, host=host, asked_at=now)
    path = reverse("desks:stand-in", args=[tokens.make("stand-in", ask.pk)])
    sending.send(
        "desks/mail/stand_in.html",
        to=host.address,
        context=_about(day, row) | {"url": sending.absolute(path)},
        key=f"stand-in:{ask.pk}",
        useful_until=row.over_at,
        forget_at=row.over_at,
    )


def _tell_nobody(day, row, why: str):
    """The coordinator and who is on duty, once that all said no and once that it is
    late."""
    token = tokens.make("lapse", day.desk_id, day.rule_date)
    context = _about(day, row)
    key = f"nobody-comes:{day.pk}:{why}"
    template = "desks/mail/nobody.html"
    url = sending.absolute(reverse("desks:lapse", args=[token]))
    if day.desk.coordinator_email:
        sending.send(
            template,
            to=day.desk.coordinator_email,
            context=context | {"url": url},
            key=key,
            useful_until=row.over_at,
            forget_at=row.over_at,
        )
    on_duty.ring(template, key=key, context=context, page="desks:lapse", about=[token])


def _about(day, row) -> dict:
    return {"desk": day.desk, "activity": row.activity, "row": row}
