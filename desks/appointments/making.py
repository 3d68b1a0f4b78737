"""Appointments at a desk: a seat of the sign-up engine at a time of its own. One slot
has one seat; who leaves only a telephone number has it at once, who leaves an address
once the link in the mail was used.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from common.moderation.deciding import locked
from desks.facts.slots import slots
from desks.models import Desk
from initiatives.joining import seats
from initiatives.joining.seats import Closed
from initiatives.models import Occurrence, SignUp
from initiatives.models.joining import forget_on

AHEAD = timedelta(days=28)
DAYS = 6  # of these, on which one can choose
State = SignUp.State


class Taken(Exception):
    """Someone else has this slot by now."""


@dataclass(frozen=True)
class Slot:
    row: Occurrence
    offset: int  # minutes after the beginning
    is_free: bool

    @property
    def at(self) -> datetime:
        return self.row.starts_at + timedelta(minutes=self.offset)

    @property
    def key(self) -> str:
        """Of the choice in a form: "2026-11-10+30"."""
        return f"{self.row.rule_date}+{self.offset}"


def has_any(desk: Desk) -> bool:
    return desk.comes != Desk.Comes.WALK_IN and bool(desk.slot_minutes)


def coming(desk: Desk, now: datetime) -> list[Slot]:
    """Those of the next weeks that are not past, free or not; two queries."""
    if not has_any(desk):
        return []
    rows = desk.times().select_related("activity__place").not_over(now)
    rows = rows.filter(is_cancelled=False, is_full=False, starts_at__lt=now + AHEAD)
    rows = list(rows[:DAYS])
    taken = SignUp.objects.seated().filter(
        activity__in={row.activity_id for row in rows}, slot__isnull=False
    )
    taken = set(taken.values_list("rule_date", "slot"))
    found = [
        Slot(row, offset, (row.rule_date, offset) not in taken)
        for row in rows
        for offset in slots(row.starts_at, row.ends_at, desk.slot_minutes)
    ]
    return [each for each in found if each.at > now]


def free(desk: Desk, now: datetime) -> list[Slot]:
    return [each for each in coming(desk, now) if each.is_free]


@transaction.atomic
def make(desk: Desk, slot: Slot, first_name: str, *, email="", phone="") -> SignUp:
    """Ask for a slot; Taken when someone was first. Who asks again for the same day by
    the same address hears what they have; unconfirmed it moves to the new slot."""
    locked(desk.activity)
    row = _open(desk, slot.row.rule_date, slot.offset)
    activity = row.activity
    facts = {
        "slot": slot.offset,
        "first_name": first_name,
        "phone": phone,
        "language": get_language(),
        "forget_on": forget_on(row.starts_at, slot.offset),
    }
    if not email:
        confirmed = {"state": State.SEAT, "confirmed_at": timezone.now()}
        return SignUp.objects.create(
            activity=activity, rule_date=row.rule_date, **facts, **confirmed
        )
    unconfirmed = SignUp.objects.filter(email=email, state=State.ASKED)
    mine = SignUp.objects.filter(
        activity=activity, rule_date=row.rule_date, email=email
    ).active()
    known = mine.first()
    if known is None:
        if unconfirmed.count() >= seats.MOST_UNCONFIRMED:
            raise Closed
        known = SignUp.objects.create(
            activity=activity, rule_date=row.rule_date, email=email, **facts
        )
    elif known.state == State.ASKED:
        mine.update(**facts)
        known.refresh_from_db()
    hour = timezone.now().strftime("%Y%m%d%H")
    key = f"appointment:{known.pk}:{known.state}:{known.slot}:{hour}"
    seats.write_how_it_is(known, row, key=key)
    return known


def _open(desk, on: date, offset: int) -> Occurrence:
    """The time of a slot that can still be had; Closed or Taken when it can't."""
    now = timezone.now()
    found = {(each.row.rule_date, each.offset): each for each in coming(desk, now)}
    slot = found.get((on, offset))
    if slot is None:
        raise Closed
    if not slot.is_free:
        raise Taken
    return slot.row


@transaction.atomic
def confirm(sign_up: SignUp) -> SignUp:
    """It really was them: the slot is theirs; Closed when it is too late, Taken when
    someone else has it by now. Twice is as good as once."""
    desk = _locked_desk(sign_up)
    sign_up = SignUp.objects.get(pk=sign_up.pk)
    if sign_up.state != State.ASKED:
        return sign_up
    row = _open(desk, sign_up.rule_date, sign_up.slot)
    sign_up.state, sign_up.confirmed_at = State.SEAT, timezone.now()
    sign_up.save(update_fields=["state", "confirmed_at"])
    seats.write_how_it_is(sign_up, row)
    return sign_up


@transaction.atomic
def move(sign_up: SignUp, slot: Slot) -> SignUp:
    """To another slot, on that day or another one; Taken, Closed as above."""
    desk = _locked_desk(sign_up)
    sign_up = SignUp.objects.get(pk=sign_up.pk)
    if sign_up.state == State.CANCELLED:
        raise Closed
    row = _open(desk, slot.row.rule_date, slot.offset)
    others = SignUp.objects.filter(activity=row.activity, rule_date=row.rule_date)
    others = others.active().exclude(pk=sign_up.pk).exclude(email="")
    if others.filter(email=sign_up.email).exists():
        raise Taken  # they have one on that day already
    sign_up.activity = row.activity
    sign_up.rule_date, sign_up.slot = row.rule_date, slot.offset
    sign_up.forget_on = forget_on(row.starts_at, slot.offset)
    if sign_up.state == State.ASKED:
        sign_up.state, sign_up.confirmed_at = State.SEAT, timezone.now()
    sign_up.save()
    seats.write_how_it_is(sign_up, row)
    return sign_up


def desk_of(sign_up: SignUp) -> Desk:
    return Desk.objects.select_related("activity").get(
        activity=sign_up.activity.whole_id
    )


def _locked_desk(sign_up: SignUp) -> Desk:
    desk = desk_of(sign_up)
    locked(desk.activity)
    return desk


def expected(desk: Desk, row: Occurrence) -> list[tuple[datetime, SignUp]]:
    """Who comes on a day, by when."""
    found = SignUp.objects.seated().filter(
        activity=row.activity_id, rule_date=row.rule_date, slot__isnull=False
    )
    return [(each.begins_at(row), each) for each in found.order_by("slot")]
