"""From what someone typed to an organisation that waits for staff.

What came with a form waits in Registration until its e-mail address is confirmed: by
the code of logging in. Nothing of it is public before staff approve.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypedDict

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import update_change_reason

from common.kit.storing import follow_moved, prepare, store, write_each
from common.kit.values import apply
from common.mail import sending
from common.moderation.absence import absences, answered_on, away_until
from common.moderation.states import State
from initiatives.models import (
    Activity,
    Claim,
    Initiative,
    Invitation,
    Membership,
    Organisation,
    Registration,
)
from places.hours import clock
from places.models import Neighbourhood, Place

SENT_HERE = "sent_here"  # in a session
UNCONFIRMED_RETENTION = timedelta(days=14)  # an account that nobody ever came into


class Answers(TypedDict):
    """What a registration says: plain values, as JSON has them."""

    person: str
    organisation: dict | None  # a resident has none
    kind: str
    entry: dict
    place: int | None
    where: str  # in the place, or instead of it
    typed: str  # the field as it was


def account_of(email: str):
    """The account of an address, made when there is none. It can do nothing until
    someone proves by a code that the address is theirs."""
    kind = get_user_model()
    found = kind.objects.filter(email=email.lower()).first()
    if found is None:
        new = kind(email=email.lower())
        new.set_unusable_password()
        found, _is_new = kind.objects.get_or_create(
            email=new.email, defaults={"password": new.password}
        )
    return found


def account_of_who_waits(email: str):
    """The same for who registered something or was invited; None for anyone else."""
    today = timezone.localdate()
    waits = Registration.objects.filter(email=email.lower(), forget_on__gt=today)
    if waits.exists() or Invitation.objects.open().filter(email=email.lower()).exists():
        return account_of(email)
    return None


def note_sent_here(session, registration: Registration) -> None:
    """So that whoever proves in this browser that the address is theirs has said, too,
    that they sent this."""
    session[SENT_HERE] = [*session.get(SENT_HERE, []), registration.pk]


def finish_sent_here(person, session) -> list[Organisation | Initiative]:
    """What this browser sent is now theirs; what came from another one under their
    address (anyone can type one) waits until they say that they sent it."""
    return finish(person, session.pop(SENT_HERE, []))


def waiting_for(person):
    """What was sent under someone's address and nobody said yet to have sent."""
    today = timezone.localdate()
    return Registration.objects.filter(email=person.email, forget_on__gt=today)


@transaction.atomic
def finish(person, which: list[int]) -> list[Organisation | Initiative]:
    """Make what waits under their address theirs; gives what became of it."""
    waiting = waiting_for(person).select_for_update(of=["self"])
    done = []
    for registration in waiting.filter(pk__in=which).order_by("pk"):
        done.append(_finish(registration, person))
        registration.delete()
    return done


def _finish(registration: Registration, person) -> Organisation | Initiative:
    answers: Answers = registration.answers
    if answers["person"] and not person.name:
        person.name = answers["person"]
        person.save(update_fields=["name"])
    if answers["organisation"] is None:
        return _entry(answers, None, person)
    claimed = registration.claims
    if claimed and not claimed.memberships.exists():
        entry = _entry(answers, None, person)
        claim, _new = Claim.objects.get_or_create(organisation=claimed, person=person)
        if isinstance(entry, Activity):
            claim.activities.add(entry)
        else:
            claim.initiatives.add(entry)
        return claimed
    organisation = Organisation(state=State.SUGGESTED)
    _fill(organisation, answers["organisation"])
    store(organisation)
    update_change_reason(organisation, _("registered"))
    Membership.objects.create(
        organisation=organisation, person=person, role=Membership.Role.OWNER
    )
    _entry(answers, organisation, person)
    return organisation


def _entry(answers: Answers, organisation, person) -> Activity | Initiative:
    is_activity = answers["kind"] == "activity"
    entry = (Activity if is_activity else Initiative)(
        organisation=organisation, created_by=person, state=State.SUGGESTED
    )
    _fill(entry, answers["entry"])
    place = Place.objects.filter(pk=answers["place"]).first()
    where = answers["where"] or ("" if place else answers["typed"])
    if is_activity:
        entry.place, entry.where = place, where
        store(entry)
        return entry
    area = None if place else Neighbourhood.objects.filter(name__iexact=where).first()
    if area:
        entry.neighbourhood = area
    elif where:
        entry.description += "\n\n" + _("Where: %(where)s") % {"where": where}
    store(entry)
    if place:
        entry.places.add(place)
    return entry


def _fill(entry, values: dict) -> None:
    apply(entry, {name: [None, value] for name, value in values.items()})


@transaction.atomic
def grant(claims: QuerySet) -> int:
    """Staff agree: the organisations are theirs, and what they made for these belongs
    to them. As many queries however many claims there are; gives how many."""
    found = _locked(claims)
    _make_owners(found)
    for ties, related in [
        (Claim.activities, ["place", "initiative"]),
        (Claim.initiatives, []),
    ]:
        _give_along(found, ties, related)
    return _answer("granted", found)


def _make_owners(claims: list[Claim]) -> None:
    """Of who has a part in it already, the part becomes another one."""
    pairs = {(each.organisation_id, each.person_id) for each in claims}
    known = Membership.objects.filter(
        organisation__in={pk for pk, _person in pairs},
        person__in={pk for _organisation, pk in pairs},
    )
    there = {(each.organisation_id, each.person_id): each for each in known}
    owner = Membership.Role.OWNER
    changed = [there[pair].pk for pair in pairs & there.keys()]
    Membership.objects.filter(pk__in=changed).update(role=owner)
    Membership.objects.bulk_create(
        Membership(organisation_id=organisation, person_id=person, role=owner)
        for organisation, person in sorted(pairs - there.keys())
    )


def _give_along(claims: list[Claim], ties, related: list[str]) -> None:
    """What was made for these organisations becomes theirs."""
    new = {each.pk: each.organisation for each in claims}
    name = ties.field.m2m_reverse_field_name()
    rows = ties.through.objects.filter(claim__in=claims).order_by("pk")
    of = dict(rows.values_list(f"{name}_id", "claim_id"))
    entries = ties.rel.model.objects.select_related(*related).in_bulk(of)
    columns = {"organisation_id"}
    for pk, entry in entries.items():
        entry.organisation = new[of[pk]]
        columns.update(prepare(entry, {"organisation"}) - {"organisation"})
    rows = list(entries.values())
    write_each(rows, columns, why=str(_("organisation claimed")))
    follow_moved(rows)


def _locked(claims: QuerySet) -> list[Claim]:
    found = Claim.objects.select_for_update(of=["self"]).order_by("pk")
    found = found.select_related("organisation", "person")
    return list(found.filter(pk__in=claims.values("pk")))


def _answer(kind: str, claims: list[Claim]) -> int:
    """The claims go, and who made them hears it."""
    Claim.objects.filter(pk__in=[each.pk for each in claims]).delete()
    sending.send_each(
        [
            sending.written(
                f"initiatives/mail/organisations/claim_{kind}.html",
                to=each.person.email,
                context={"organisation": each.organisation},
            )
            for each in claims
        ]
    )
    return len(claims)


@transaction.atomic
def turn_down(claims: QuerySet) -> int:
    """Staff do not agree; what was made for these stays with its maker."""
    return _answer("refused", _locked(claims))


def promises() -> Callable[[date], date]:
    """Tells for the day on which something came by which day it has an answer; one
    query, however often it is asked."""
    days, away = settings.ORGANISATIONS_WITHIN_DAYS, absences()
    is_holiday = clock.calendar().is_public_holiday
    return lambda asked_on: answered_on(asked_on, days, is_holiday, away)


def staff_are_away_until() -> date | None:
    return away_until(timezone.localdate())


def forget(today: date) -> int:
    """Erase registrations that nobody confirmed, invitations that nobody accepted, and
    accounts into which nobody ever came; gives how many rows. Safe to repeat."""
    gone = Registration.objects.filter(forget_on__lte=today).delete()[0]
    gone += Invitation.objects.filter(expires_at__lte=timezone.now()).delete()[0]
    oldest = timezone.now() - UNCONFIRMED_RETENTION
    unused = get_user_model().objects.filter(
        last_login=None, is_staff=False, memberships=None, joined_at__lte=oldest
    )
    unused = unused.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return gone + unused.delete()[0]
