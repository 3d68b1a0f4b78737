"""Asks by mail who looks after entries whether they are still right, and what follows.

Two weeks before the check of an entry runs out, and again when it has: at most one mail
a week per person, with all that needs a look. What was never checked counts from the
day it was added. A place belongs to the only organisation that does something there.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.kit.naming import by_word, has_field
from common.mail import sending
from common.moderation.deciding import locked
from common.moderation.states import Moderated, Reason
from common.moderation.still_right import still_right as checked_today
from common.protect import rate_limit
from initiatives.dates import calling_off
from initiatives.deciding import decisions
from initiatives.facts import tokens
from initiatives.joining import reminding
from initiatives.models import Activity, AskedStillRight, Initiative, Membership
from initiatives.organising import owners
from places.facts import freshness
from places.models import Place, PlaceReport

BEFORE = timedelta(days=14)
PAUSE = timedelta(days=6, hours=12)  # a week; a day's run may come a little early
RETENTION = timedelta(days=400)  # that we remember whom we asked
# All of which someone can say that it is still right.
KINDS = {
    word: model
    for word, model in by_word(Moderated).items()
    if has_field(model, "checked_on")
}


@dataclass(frozen=True)
class Due:
    """An entry that needs a look, and until when its check holds."""

    word: str
    entry: Activity | Initiative | Place
    last_day: date

    @property
    def key(self) -> str:
        return f"{self.word}-{self.entry.pk}"

    def is_at_end(self, today: date) -> bool:
        return self.last_day <= today


def ask(now: datetime) -> int:
    """Mail everyone whose entries need a look; gives how many. Safe to do twice."""
    AskedStillRight.objects.filter(asked_at__lt=now - RETENTION).delete()
    due = _due(now)
    people = get_user_model().objects.filter(pk__in=due, is_active=True)
    return sum(_ask(person, due[person.pk], now) for person in people.order_by("pk"))


def _due(now) -> dict[int, list[tuple[Due, Membership | None]]]:
    """What each person looks after that needs a look, by the id of the person."""
    today = timezone.localdate(now)
    found = defaultdict(list)
    entries = [*_activities(now), *_initiatives()]
    entries = [each for each in entries if each.last_day - BEFORE <= today]
    places = list(_places(today))
    people = _people({_owner(each) for each in entries} | {pk for _due, pk in places})
    for due in entries:
        if due.entry.organisation_id is None and due.entry.created_by_id:
            found[due.entry.created_by_id].append((due, None))
        for membership in people.get(_owner(due), []):
            found[membership.person_id].append((due, membership))
    for due, organisation in places:
        for membership in people.get(organisation, []):
            found[membership.person_id].append((due, membership))
    return found


def _owner(due: Due) -> int | None:
    return due.entry.organisation_id


def _people(organisations) -> dict[int, list[Membership]]:
    """Who of each organisation gets mails, by its id; one query."""
    found = defaultdict(list)
    rows = Membership.objects.filter(
        organisation__in=[pk for pk in organisations if pk],
        person__is_active=True,
        wants_reminders=True,
    )
    for row in rows.select_related("organisation"):
        found[row.organisation_id].append(row)
    return found


def _activities(now):
    for each in Activity.objects.published().upcoming(now):
        yield _due_of("activiteit", each, settings.ACTIVITY_SHELF_LIFE)


def _initiatives():
    """Of an organisation that nobody may see, nobody is asked anything."""
    found = Initiative.objects.published().select_related("organisation")
    for each in found:
        if each.organisation is None or each.organisation.state == each.state:
            yield _due_of("initiatief", each, settings.INITIATIVE_SHELF_LIFE)


def _due_of(word, entry, months) -> Due:
    since = entry.checked_on or timezone.localdate(entry.created_at)
    return Due(word, entry, freshness.last_day(since, months))


def _places(today):
    """Places that someone looks after and staff or they checked once, each with the
    organisation."""
    owner_of = owners.owners_of_places()
    places = Place.objects.published().filter(pk__in=owner_of)
    for place in places.filter(expires_on__lte=today + BEFORE).order_by("pk"):
        yield Due("plek", place, place.expires_on), owner_of[place.pk]


@transaction.atomic
def _ask(person, due, now) -> bool:
    """One mail with all of it, unless nothing is new or the last one is too near."""
    person = locked(person)  # of two at once, the second sees what the first did
    today = timezone.localdate(now)
    asked = AskedStillRight.objects.filter(person=person)
    known = set(asked.values_list("entry", "last_day", "is_at_end"))
    entries = {each.key: each for each, _membership in due}
    wanted = [(e.key, e.last_day, e.is_at_end(today)) for e in entries.values()]
    new = [facts for facts in wanted if facts not in known]
    if not new or asked.filter(asked_at__gt=now - PAUSE).exists():
        return False
    names = ["entry", "last_day", "is_at_end"]
    AskedStillRight.objects.bulk_create(
        AskedStillRight(
            person=person, asked_at=now, **dict(zip(names, facts, strict=True))
        )
        for facts in new
    )
    memberships = {each.pk: each for _due, each in due if each is not None}
    return _mail(person, list(entries.values()), list(memberships.values()), today)


def _mail(person, entries, memberships, today) -> bool:
    entries.sort(key=lambda each: (each.last_day, each.entry.name))
    stops = [(each.organisation, calling_off.stop_url(each)) for each in memberships]
    context = {
        "person": person,
        "entries": [(each, url(each.word, each.entry, person.pk)) for each in entries],
        "stops": stops if len(stops) > 1 else [],
    }
    return sending.send(
        "initiatives/mail/organisations/still_right.html",
        to=person.email,
        context=context,
        key=f"still-right:{person.pk}:{today}",
        unsubscribe_url=stops[0][1] if len(stops) == 1 else "",
    )


# --- The page behind the link ---------------------------------------------------------


def url(word: str, entry, person_id: int) -> str:
    """The private page on which this person says how it is with this entry."""
    token = tokens.make("still-right", word, entry.pk, person_id)
    return sending.absolute(reverse("initiatives:still-right-by-mail", args=[token]))


def asked_by(token: str):
    """(word, entry, person) of a link, as long as the person looks after the entry and
    it is on the site, or was closed; else three times None."""
    numbers = tokens.read("still-right", token)
    if len(numbers) != 3 or numbers[0] not in KINDS:
        return None, None, None
    word, pk, person_id = numbers
    seen = [Place.State.PUBLISHED, Place.State.CLOSED]
    entry = KINDS[word].objects.filter(pk=pk, state__in=seen).first()
    people = get_user_model().objects.filter(pk=person_id, is_active=True)
    person = people.first()
    if entry is None or person is None or not _looks_after(word, entry, person_id):
        return None, None, None
    return word, entry, person


def _looks_after(word, entry, person_id) -> bool:
    if word == "plek":
        owner = owners.owners_of_places([entry.pk]).get(entry.pk)
        people = Membership.objects.filter(organisation=owner, person=person_id)
        return owner is not None and people.exists()
    if entry.organisation_id is None:
        return str(entry.created_by_id) == person_id
    return reminding.looks_after(entry, person_id)


@transaction.atomic
def confirm(entry, person) -> None:
    """Who looks after it says that everything is right."""
    checked_today(entry, person, _("checked by the link in a mail"))


def stop(entry, person) -> None:
    """It is over: it leaves the site; of a place, staff get a report. NotAllowed when
    that is not possible from the state it is in."""
    if not isinstance(entry, Place):
        decisions.stop(entry, person)
    elif rate_limit.is_first(f"gone {entry.pk} {person.pk}"):
        PlaceReport.objects.create(place=entry, reason=Reason.GONE)
