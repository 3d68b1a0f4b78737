"""Who waits, opened for the rule: in memory, and for as long as one answer takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from matching.entering.boxes import people_of
from matching.facts.person import Person
from matching.facts.rule import Entry, Known
from matching.models import Pair, Participant
from places.models import Neighbourhood


@dataclass
class Room:
    """Everyone who waits: their rows, what they told and how the rule sees them."""

    rows: dict[UUID, Participant]
    people: dict[UUID, Person]
    entries: dict[UUID, Entry]
    known: Known

    def of_kind(self, kind: str) -> list[Entry]:
        return [e for pk, e in self.entries.items() if self.rows[pk].kind == kind]


def spots() -> dict[str, tuple[float, float]]:
    """The middle of each neighbourhood by its CBS code, longitude and latitude."""
    rows = Neighbourhood.objects.values_list("code", "centre")
    return {code: (centre.x, centre.y) for code, centre in rows}


def entry_of(
    row: Participant, person: Person, places: dict[str, tuple[float, float]]
) -> Entry:
    return Entry(
        id=row.pk,
        person=person.email.strip().lower(),
        since=row.waits_since,
        arrived=row.arrived_at,
        subjects=frozenset(person.subjects),
        languages=frozenset(person.languages),
        moments=frozenset(person.moments),
        ways=frozenset(person.ways),
        spot=places.get(person.area),
        reach=person.reach,
        gender=person.gender,
        prefers=person.prefers,
        goes_first=row.goes_first,
    )


def opened(participants: Iterable[Participant]) -> Room:
    """Five queries, one of them of the key store, however many there are."""
    rows = {row.pk: row for row in participants}
    people = people_of(rows.values())
    places = spots()
    entries = {pk: entry_of(rows[pk], person, places) for pk, person in people.items()}
    return Room(rows, people, entries, known_pairs(people))


def known_pairs(people: dict[UUID, Person]) -> Known:
    """Who was together before: by person, so that another wish of the same person
    counts too as long as what they told then is still here."""
    pairs = list(Pair.objects.values_list("wish", "offer"))
    ids = {pk for pair in pairs for pk in pair} - {*people}
    others = people_of(Participant.objects.filter(pk__in=ids)) if ids else {}
    names = {
        pk: person.email.strip().lower() for pk, person in {**people, **others}.items()
    }
    return Known(
        (names[wish], names[offer])
        for wish, offer in pairs
        if wish in names and offer in names
    )


def everyone_waiting() -> Room:
    return opened(Participant.objects.waiting())
