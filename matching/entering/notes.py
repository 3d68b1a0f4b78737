"""What the coordinator and the deputy write down about someone, sealed as all else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.views.decorators.debug import sensitive_variables

from common.protect.sealing import box
from matching.models import Note, Participant


@dataclass(frozen=True)
class Written:
    id: UUID
    at: datetime
    by: str  # a name
    text: str


@sensitive_variables()
def write(participant: Participant, text: str, by: str, at: datetime) -> Note:
    note = Note(participant=participant, at=at)
    _seal(note, participant.key_id, {"text": text, "by": by})
    note.save(force_insert=True)
    return note


@sensitive_variables()
def notes_of(participant: Participant) -> list[Written]:
    """The oldest first; those that do not open any more are left out."""
    rows = list(participant.notes.all())
    found = box.open_each((participant.key_id, row.row, row.sealed) for row in rows)
    return [
        Written(row.pk, row.at, facts["by"], facts["text"])
        for row, facts in zip(rows, found, strict=True)
        if facts is not None
    ]


@sensitive_variables()
def seal_notes_anew(participant: Participant, written: list[Written]) -> None:
    """Under the key that someone has by now."""
    known = {each.id: {"text": each.text, "by": each.by} for each in written}
    rows = [row for row in participant.notes.all() if row.pk in known]
    for row in rows:
        _seal(row, participant.key_id, known[row.pk])
    Note.objects.bulk_update(rows, ["sealed"])


def _seal(note: Note, key_id: UUID, facts: dict) -> None:
    note.sealed = box.seal(key_id, note.row, facts)
