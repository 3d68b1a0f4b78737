"""What stands in the boxes of people: sealed here, opened here, filtered in memory."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.views.decorators.debug import sensitive_variables

from common.protect.sealing import box
from matching.facts.person import Person
from matching.facts.safeguarding import Seen
from matching.models import Participant, Safeguard

DATES = [
    "talk_on", "conduct_issued_on", "conduct_seen_on", "training_on", "references_on",
]  # fmt: skip


def put(participant: Participant, person: Person) -> None:
    """Into the row, unsaved."""
    participant.sealed = box.seal(participant.key_id, participant.row, person.written())


def person_of(participant: Participant) -> Person | None:
    """None when the key is gone."""
    return people_of([participant]).get(participant.pk)


@sensitive_variables()
def people_of(participants: Iterable[Participant]) -> dict[UUID, Person]:
    """Of all that still open, by id; one query of the key store."""
    rows = list(participants)
    found = box.open_each((each.key_id, each.row, each.sealed) for each in rows)
    return {
        row.pk: Person.read(facts)
        for row, facts in zip(rows, found, strict=True)
        if facts is not None
    }


def put_seen(safeguard: Safeguard, seen: Seen, how: str, by: str) -> None:
    """Into the row, unsaved: what was seen, how the statement was looked at (paper or
    digital) and the name of who saw it."""
    facts = {name: getattr(seen, name) for name in DATES}
    facts |= {"conduct_profile": seen.conduct_profile, "how": how, "by": by}
    key_id = safeguard.participant.key_id
    safeguard.sealed = box.seal(key_id, safeguard.row, facts)


@sensitive_variables()
def seen_of(participants: Iterable[Participant]) -> dict[UUID, Seen]:
    """What was seen of each who offers; who was never seen is left out. Two queries,
    one of them of the key store."""
    return {pk: _seen(facts) for pk, facts in facts_seen(participants).items()}


def seen_how(participant: Participant) -> tuple[str, str]:
    """How the statement was looked at, and by whom; empty when it was not."""
    facts = facts_seen([participant]).get(participant.pk, {})
    return facts.get("how", ""), facts.get("by", "")


def facts_seen(participants: Iterable[Participant]) -> dict[UUID, dict]:
    """What stands in the boxes of safeguarding, as JSON has it."""
    keys = {each.pk: each.key_id for each in participants}
    rows = list(Safeguard.objects.filter(pk__in=keys))
    found = box.open_each((keys[row.pk], row.row, row.sealed) for row in rows)
    pairs = zip(rows, found, strict=True)
    return {row.pk: facts for row, facts in pairs if facts is not None}


def seal_seen_anew(participant: Participant, facts: dict | None) -> None:
    """Under the key that someone has by now."""
    for row in Safeguard.objects.filter(pk=participant.pk) if facts else []:
        row.sealed = box.seal(participant.key_id, row.row, facts)
        row.save(update_fields=["sealed"])


def _seen(facts: dict) -> Seen:
    days = {name: _day(facts.get(name)) for name in DATES}
    return Seen(**days, conduct_profile=facts.get("conduct_profile", ""))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
