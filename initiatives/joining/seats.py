"""Signing up for one time of an activity: seats, a waiting list, and what is mailed.

Whoever changes who comes holds the row of the activity, so of fifty at once one gets
the last seat. Mails are written in the same transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from common.mail import sending
from common.moderation.deciding import locked
from initiatives.facts import shown_as, tokens
from initiatives.joining import reminding
from initiatives.joining.terms import Terms, terms_of
from initiatives.models import Activity, DateSeats, Occurrence, SignUp
from initiatives.models.joining import forget_on

MOST_UNCONFIRMED = 5  # of one address, so that nobody is flooded with our mails
MOST_AT_DOOR = 5_000  # people on one date: more is a mistake
State = SignUp.State


class Closed(Exception):
    """Nobody can sign up for this any more."""


def is_open(
    activity: Activity,
    row: Occurrence | None,
    now: datetime,
    terms: Terms | None = None,
) -> bool:
    """Whether someone can sign up for this time of it: for a seat or for the waiting
    list. At most two queries."""
    if row is None or row.is_cancelled or row.starts_at <= now:
        return False
    terms = terms or terms_of(activity, row.rule_date)
    if not terms.has_sign_up:
        return False
    return terms.has_waiting_list or seats_left(activity, row, terms) != 0


@transaction.atomic
def ask(activity: Activity, row: Occurrence, first_name: str, email: str) -> None:
    """Someone wants to come: it counts when they use the link that we mail. Who asks
    again gets their link again; nobody else can see that they were known. To an address
    that left many of our links unused we write which, and store no more."""
    locked(activity)
    mine = SignUp.objects.filter(
        activity=activity, rule_date=row.rule_date, email=email
    ).active()
    sign_up = mine.first()
    if sign_up is not None:
        hour = timezone.now().strftime("%Y%m%d%H")
        write_how_it_is(
            sign_up, row, key=f"sign-up:{sign_up.pk}:{sign_up.state}:{hour}"
        )
        return
    unconfirmed = SignUp.objects.filter(email=email, state=State.ASKED)
    if len(unused := unconfirmed.select_related("activity")) >= MOST_UNCONFIRMED:
        _write_which_wait(email, activity, row, unused)
        return
    sign_up = SignUp.objects.create(
        activity=activity,
        rule_date=row.rule_date,
        first_name=first_name,
        email=email,
        language=get_language(),
        forget_on=forget_on(row.starts_at),
    )
    write_how_it_is(sign_up, row)


@transaction.atomic
def confirm(sign_up: SignUp) -> SignUp:
    """It really was them: a seat, or a place on the waiting list; Closed when it is
    too late. Twice is as good as once."""
    activity = locked(sign_up.activity)
    sign_up = SignUp.objects.get(pk=sign_up.pk)
    if sign_up.state != State.ASKED:
        return sign_up
    row, now = sign_up.occurrence, timezone.now()
    if not is_open(activity, row, now):
        raise Closed
    sign_up.state, sign_up.confirmed_at = State.WAITING, now
    sign_up.save(update_fields=["state", "confirmed_at"])
    _fill(activity, row, but=sign_up)
    sign_up.refresh_from_db()
    if sign_up.state == State.WAITING and not activity.has_waiting_list:
        raise Closed
    write_how_it_is(sign_up, row)
    return sign_up


@transaction.atomic
def cancel(sign_up: SignUp) -> SignUp:
    """They do not come after all: their name goes, and who waits longest moves up."""
    activity = locked(sign_up.activity)
    sign_up = SignUp.objects.get(pk=sign_up.pk)
    if sign_up.state == State.CANCELLED:
        return sign_up
    sign_up.state = State.CANCELLED
    sign_up.first_name = sign_up.email = sign_up.phone = ""
    sign_up.save(update_fields=["state", "first_name", "email", "phone"])
    if sign_up.slot is None:
        _fill(activity, sign_up.occurrence)
    return sign_up


@transaction.atomic
def fill_all(activity: Activity) -> None:
    """There may be more seats than before."""
    activity = locked(activity)
    waiting = SignUp.objects.filter(activity=activity).waiting()
    days = set(waiting.values_list("rule_date", flat=True))
    for row in activity.occurrences.filter(rule_date__in=days).order_by("rule_date"):
        _fill(activity, row)


def seats_left(
    activity: Activity, row: Occurrence, terms: Terms | None = None
) -> int | None:
    """None when there is no limit."""
    terms = terms or terms_of(activity, row.rule_date)
    if terms.capacity is None:
        return None
    taken = (
        SignUp.objects.filter(activity=activity, rule_date=row.rule_date)
        .seated()
        .count()
    )
    return max(terms.capacity - taken - terms.walk_ins, 0)


@dataclass
class Coming:
    """How many said that they come to one date."""

    seats: int = 0
    waiting: int = 0


def coming(activity: Activity, days: list[date]) -> dict[date, Coming]:
    """By date, how many have a seat and how many wait; one query."""
    found = {day: Coming() for day in days}
    rows = SignUp.objects.filter(activity=activity, rule_date__in=days).active()
    for day, state in rows.order_by().values_list("rule_date", "state"):
        found[day].seats += state == State.SEAT
        found[day].waiting += state == State.WAITING
    return found


def add_coming(rows: Iterable[Occurrence]) -> None:
    """Gives each of these dates, of any activities, `coming`: its Coming; one query."""
    rows = list(rows)
    found = {(row.activity_id, row.rule_date): Coming() for row in rows}
    for row in rows:
        row.coming = found[row.activity_id, row.rule_date]
    people = SignUp.objects.active().filter(
        activity__in={row.activity_id for row in rows},
        rule_date__in={row.rule_date for row in rows},
    )
    columns = ["activity", "rule_date", "state"]
    for activity, day, state in people.order_by().values_list(*columns):
        if known := found.get((activity, day)):
            known.seats += state == State.SEAT
            known.waiting += state == State.WAITING


@transaction.atomic
def change_terms(activity: Activity, row: Occurrence, **said) -> None:
    """Say how this one date takes people, None for "as usual"; who waits gets the seats
    that come free."""
    activity = locked(activity)
    DateSeats.objects.update_or_create(
        activity=activity, rule_date=row.rule_date, defaults=said
    )
    _fill(activity, row)


@transaction.atomic
def count_at_door(activity: Activity, row: Occurrence, number: int) -> None:
    """So many more, or fewer, came without signing up; a seat that comes free goes to
    who waits longest."""
    activity = locked(activity)
    said, _made = DateSeats.objects.get_or_create(
        activity=activity, rule_date=row.rule_date
    )
    said.walk_ins = min(max(said.walk_ins + number, 0), MOST_AT_DOOR)
    said.save(update_fields=["walk_ins"])
    _fill(activity, row)


def _fill(activity, row, but: SignUp | None = None) -> None:
    """Seats for who waits longest; `but` hears of it in another mail."""
    if row is None or row.is_cancelled or row.starts_at <= timezone.now():
        return
    if activity.state != activity.State.PUBLISHED:
        return
    waiting = SignUp.objects.filter(
        activity=activity, rule_date=row.rule_date
    ).waiting()
    for sign_up in waiting[: seats_left(activity, row)]:
        sign_up.state = State.SEAT
        sign_up.save(update_fields=["state"])
        if but is None or sign_up.pk != but.pk:
            write("moved_up", sign_up, row)


# --- What is mailed ----------------------------------------------------------------


def my_url(sign_up: SignUp) -> str:
    """The page where someone confirms or cancels, in their language."""
    with translation.override(sign_up.language):
        page = "initiatives:my-sign-up"
        if sign_up.slot is not None:
            page = shown_as.of(sign_up.activity.shown_as).appointment
        path = reverse(page, args=[tokens.make("sign-up", sign_up.pk)])
    return sending.absolute(path)


def _write_which_wait(email, activity, row, unused):
    """Once an hour: nobody is flooded with our mails."""
    who = salted_hmac("ontmoeten.unused", email).hexdigest()
    sending.send(
        "initiatives/mail/sign_ups/sign_up_unused.html",
        to=email,
        context={
            "activity": activity,
            "row": row,
            "unused": [(one.activity, one.occurrence, my_url(one)) for one in unused],
            "activity_url": sending.absolute(activity.get_absolute_url()),
        },
        key=f"unused:{who}:{timezone.now():%Y%m%d%H}",
        language=get_language(),
        useful_until=row.ends_at,
    )


def write_how_it_is(sign_up, row, **facts):
    """Where it stands: to be confirmed, a seat, or the waiting list."""
    kinds = {State.ASKED: "confirm", State.SEAT: "seat", State.WAITING: "waiting"}
    write(kinds[sign_up.state], sign_up, row, **facts)


def write(kind, sign_up, row, more=None, **facts):
    """`more` is what this kind of mail tells besides."""
    if not sign_up.email:
        return
    activity = sign_up.activity
    with translation.override(sign_up.language):
        page = sending.absolute(activity.get_absolute_url())
    context = {
        "sign_up": sign_up,
        "activity": activity,
        "row": row,
        "begins_at": sign_up.begins_at(row)
        if row and sign_up.slot is not None
        else None,
        "url": my_url(sign_up),
        "activity_url": page,
        **(more or {}),
    }
    sending.send(
        f"initiatives/mail/sign_ups/sign_up_{kind}.html",
        to=sign_up.email,
        context=context,
        language=sign_up.language,
        useful_until=row.over_at if row else None,
        **facts,
    )


def tell(activity: Activity, was: dict, now: dict) -> None:
    """Mail who signed up that a date is called off, moved, or back after all.

    Both have rows by their date: as they were, and as they are.
    """
    for sign_up in _of_these(activity, was, now).exclude(state=State.ASKED):
        before, after = was.get(sign_up.rule_date), now.get(sign_up.rule_date)
        if kind := _what_changed(before, after):
            sign_up.activity = activity
            write(kind, sign_up, after or before)


def move_along(activity: Activity, was: dict, now: dict) -> None:
    """Who signed up is remembered until some time after the date, wherever it goes."""
    for sign_up in _of_these(activity, was, now):
        after = now.get(sign_up.rule_date)
        if not after:
            continue
        ends_on = forget_on(after.starts_at, sign_up.slot)
        if sign_up.forget_on != ends_on:
            sign_up.forget_on = ends_on
            sign_up.save(update_fields=["forget_on"])


def _of_these(activity, was, now):
    """Of dates that are not over, or were not."""
    today = timezone.now()
    days = [
        on
        for on in was.keys() | now.keys()
        if any(row and row.over_at > today for row in (was.get(on), now.get(on)))
    ]
    return SignUp.objects.filter(activity=activity, rule_date__in=days).active()


def _what_changed(before: Occurrence | None, after: Occurrence | None) -> str:
    was_on = before is not None and not before.is_cancelled
    is_on = after is not None and not after.is_cancelled
    if was_on and not is_on:
        return "called_off"
    if is_on and not was_on:
        return "back"
    if is_on and (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at):
        return "moved"
    return ""


def remind(now: datetime) -> int:
    """Mail who has a seat, from nine o'clock on the day before; gives how many."""
    rows = {(row.activity_id, row.rule_date): row for row in reminding.near(now)}
    seats = SignUp.objects.seated().exclude(email="")
    seats = seats.filter(
        activity__in={activity for activity, _on in rows},
        rule_date__in={on for _, on in rows},
    )
    due = {}
    for sign_up in seats.select_related("activity__place"):
        row = rows.get((sign_up.activity_id, sign_up.rule_date))
        if row and sign_up.confirmed_at < reminding.remind_from(row):
            due[f"sign-up-reminder:{sign_up.pk}:{row.starts_at:%Y%m%d}"] = sign_up, row
    for key in due.keys() - sending.known(due):
        write("reminder", *due[key], key=key)
    return len(due)
