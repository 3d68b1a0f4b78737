"""Whom to ring first: entries that nobody looks after and whose check needs renewing.

What weighs most comes first: see `ontmoeten.staff.rounds.weight`.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from common.moderation.queue import source_of
from common.moderation.states import Move, Reason
from common.moderation.still_right import still_right
from common.protect.staff_contact import dialled
from initiatives.deciding import decisions as of_activities
from initiatives.facts import freshness
from initiatives.models import Activity, EntryReport, Organisation, OrganisationContact
from initiatives.organising import owners
from ontmoeten.staff.rounds import weight
from places.deciding import decisions as of_places
from places.models import Place, PlaceContact, PlaceReport

SHOWN = 25


@dataclass(frozen=True)
class Contact:
    """Whom to ring: words to read, and an address to press; empty for what is none."""

    words: str
    url: str = ""

    @classmethod
    def at(cls, number: str, who: str = "") -> "Contact":
        dials = dialled(number)
        words = f"{who}: {number}" if who else number
        return cls(words, f"tel:{dials}" if dials else "")


@dataclass
class RingRow:
    """An entry to ring about."""

    word: str  # for it in an address: plek, activiteit
    entry: Place | Activity
    contacts: list[Contact]

    @property
    def key(self) -> str:
        return f"{self.word}-{self.entry.pk}"

    @property
    def visits(self) -> int:
        return self.entry.seen

    @property
    def weight(self) -> int:
        return self.entry.weight


def rows(today: date | None = None) -> list[RingRow]:
    """The first SHOWN of them; a number of queries that does not grow."""
    today = today or timezone.localdate()
    doubts = weight.doubts_about_places()
    found = weight.heaviest(_places(today, doubts), doubts, today, SHOWN)
    doubts = weight.doubts_about_activities()
    found += weight.heaviest(_activities(today, doubts), doubts, today, SHOWN)
    found = sorted(found, key=weight.in_order)[:SHOWN]
    known = _Telephones(found, today)
    return [RingRow(each.word, each, known.of(each)) for each in found]


def everything(today: date | None = None) -> list[QuerySet]:
    """All that one would ring about."""
    today = today or timezone.localdate()
    return [
        _places(today, weight.doubts_about_places()),
        _activities(today, weight.doubts_about_activities()),
    ]


def _places(today, doubts):
    """Those that are due and have no owner."""
    places = weight.due_places(today, doubts)
    owned = list(owners.owners_of_places())
    return places.exclude(pk__in=owned) if owned else places


def _activities(today, doubts):
    """Published ones of nobody: no organisation, and no resident who proposed it."""
    due = Q(checked_on__isnull=True) | Q(pk__in=list(doubts))
    due |= Q(checked_on__lt=freshness.limit(today + weight.BEFORE))
    found = Activity.objects.published().filter(
        due, organisation__isnull=True, created_by__isnull=True
    )
    return found.upcoming(timezone.now())


class _Telephones:
    """Who can be rung about some entries; six queries."""

    def __init__(self, entries, today: date):
        places = {each.pk for each in entries if isinstance(each, Place)}
        places |= {each.place_id for each in entries if isinstance(each, Activity)}
        places -= {None}
        self.at = owners.organisations_at(places)
        ids = {one for several in self.at.values() for one in several}
        self.organisations = Organisation.objects.in_bulk(ids)
        of_places = PlaceContact.objects.now(today).filter(place__in=places)
        self.of_place = {each.place_id: each for each in of_places}
        people = OrganisationContact.objects.now(today).filter(organisation__in=ids)
        self.of_organisation = {each.organisation_id: each for each in people}

    def of(self, entry) -> list[Contact]:
        """Who is known to staff first, then organisations that come there."""
        place = entry.pk if isinstance(entry, Place) else entry.place_id
        found = []
        if own := self.of_place.get(place):
            found.append(Contact.at(own.phone, own.name))
        if isinstance(entry, Place):
            for one in sorted(self.at.get(place, ()), key=self._name):
                found += self._of_organisation(one)
        elif entry.initiative and entry.initiative.contact:
            found.append(Contact.at(entry.initiative.contact))
        if entry.website:
            found.append(Contact(entry.website, entry.website))
        return found

    def _name(self, one: int) -> str:
        return str(self.organisations.get(one, ""))

    def _of_organisation(self, one: int) -> list[Contact]:
        organisation, person = (
            self.organisations.get(one),
            self.of_organisation.get(one),
        )
        found = []
        if person:
            who = f"{organisation}, {person.name}" if person.name else str(organisation)
            found.append(Contact.at(person.phone, who))
        if organisation and organisation.phone:
            found.append(Contact.at(organisation.phone, str(organisation)))
        return found


# --- What was said on the telephone ---------------------------------------------------


def is_right(entry: Place | Activity, by: AbstractBaseUser) -> None:
    still_right(entry, by, _("checked by telephone"))


def may_stop(entry: Place | Activity, by: AbstractBaseUser) -> bool:
    """Closing is a decision; who may only ring tells it to who may."""
    return by.has_perm(source_of(type(entry)).permission)


def report_gone(entry: Place | Activity, by: AbstractBaseUser) -> None:
    """It waits in the queue, as what a visitor reports."""
    said = {"reason": Reason.GONE, "text": _("said by telephone")}
    if isinstance(entry, Place):
        PlaceReport.objects.create(place=entry, **said)
    else:
        EntryReport.objects.create(activity=entry, **said)


def has_stopped(entry: Place | Activity, by: AbstractBaseUser) -> None:
    """It is there no more; NotAllowed when a colleague was first."""
    if isinstance(entry, Place):
        of_places.close(entry, by, _("said by telephone"))
    else:
        of_activities.decide(entry, Move.CLOSE, by)
