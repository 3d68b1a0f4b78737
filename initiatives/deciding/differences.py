"""What a proposed change is, field by field and in words."""

from typing import NamedTuple

from django.db import models

from common.kit import values, wording
from initiatives.models import Proposal


class DifferenceRow(NamedTuple):
    """One field: as it was, as it is by now if that is another, as proposed."""

    field: str
    label: str
    before: str
    meanwhile: str
    proposed: str


def rows(proposal: Proposal) -> list[DifferenceRow]:
    return rows_of(proposal.about, proposal.changes)


def rows_of(entry: models.Model, changes: values.Changes) -> list[DifferenceRow]:
    now = values.plain(entry, changes)
    return [
        DifferenceRow(
            name,
            entry._meta.get_field(name).verbose_name,
            in_words(entry, name, before),
            in_words(entry, name, now[name]) if now[name] != before else "",
            in_words(entry, name, after),
        )
        for name, (before, after) in changes.items()
    ]


def in_words(entry: models.Model, name: str, value) -> str:
    """A value of `proposals.plain` as people read it."""
    return wording.in_words(type(entry), name, value)
