"""Two people change the same thing at once: nobody overwrites the other unseen.

A form carries what its maker started from, signed, field by field. Who saves second
gets a page with both versions and chooses; what only one of the two changed is chosen
for them. Values are as `common.kit.values` has them; nothing here saves anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.db import models
from django.utils.translation import gettext as _

from common.kit import wording

Values = Mapping[str, Any]
Unit = tuple[str, ...]  # fields that are chosen together
SALT = "common.history.merge"
THEIRS, MINE = "theirs", "mine"
CHOICE, VERSION = "choose.", "version"
UNKNOWN = object()  # what someone started from, when the form does not say


def choice_name(unit: Unit) -> str:
    return f"{CHOICE}{unit[0]}"


@dataclass(frozen=True)
class Seen:
    """What a form knows: the values it began with, what its maker typed and gave up
    for the other version, and about which fields it asked."""

    base: dict[str, Any] = field(default_factory=dict)
    given_up: dict[str, Any] = field(default_factory=dict)
    asked: tuple[str, ...] = ()

    def sealed(self, entry: models.Model) -> str:
        facts = [self.base, self.given_up, list(self.asked)]
        return signing.dumps(facts, salt=_salt(entry), compress=True)

    @classmethod
    def read(cls, text: str, entry: models.Model) -> "Seen":
        """Nothing known for what is no such seal, or that of another entry."""
        try:
            base, given_up, asked = signing.loads(text or "", salt=_salt(entry))
        except signing.BadSignature:
            return cls()
        return cls(base, given_up, tuple(asked))


def _salt(entry):
    return f"{SALT}.{entry._meta.label_lower}.{entry.pk}"


@dataclass(frozen=True)
class MergeRow:
    """One thing that differs: what it was, what it is now, what was typed."""

    unit: Unit
    is_asked: bool  # changed by both
    chosen: str  # THEIRS, MINE or nothing yet


class Merge:
    """Three versions of an entry, brought together.

    `now` is how it is, `typed` what someone wants; both have the same fields. `answers`
    is what was sent: a choice for each field that was asked about.
    """

    def __init__(
        self,
        seen: Seen,
        now: Values,
        typed: Values,
        answers: Mapping[str, str] | None = None,
        together: Sequence[Unit] = (),
    ):
        self.seen, self.now, self.typed = seen, now, typed
        self.rows: list[MergeRow] = []
        self.result: dict[str, Any] = {}
        self.given_up: dict[str, Any] = {}
        self.is_unanswered = self.is_needed = False
        for unit in _units(typed, together):
            self._weigh(unit, (answers or {}).get(choice_name(unit), ""))

    def _weigh(self, unit, answer):
        base = [self.seen.base.get(name, UNKNOWN) for name in unit]
        now = [self.now[name] for name in unit]
        typed = [self.typed[name] for name in unit]
        is_asked = unit[0] in self.seen.asked
        before = [self.seen.given_up.get(name, UNKNOWN) for name in unit]
        is_given_up = answer == THEIRS if is_asked else _same(before, typed)
        if is_given_up:
            self.given_up |= dict(zip(unit, typed, strict=True))
        mine = base if is_given_up else typed
        i_changed, they_changed = not _same(mine, base), not _same(now, base)
        lacks_answer = is_asked and answer not in (THEIRS, MINE)
        differs = not _same(mine, now)
        self.result |= dict(zip(unit, typed if i_changed else now, strict=True))
        if differs or (lacks_answer and not _same(typed, now)):
            self.is_unanswered |= lacks_answer
            self.is_needed |= they_changed or lacks_answer
            both = (i_changed and they_changed) or lacks_answer
            default = "" if both else THEIRS if they_changed else MINE
            known = answer if is_asked and not they_changed else ""
            self.rows.append(MergeRow(unit, both, known or default))

    @property
    def taken(self) -> list[str]:
        """Fields in which the version of now stays, though another was typed."""
        return [
            name
            for name, value in self.result.items()
            if not _same([value], [self.typed[name]])
        ]

    def next_seal(self, entry: models.Model) -> str:
        """For the page that asks: it begins with how it is now."""
        asked = tuple(row.unit[0] for row in self.rows)
        return Seen(dict(self.now), self.given_up, asked).sealed(entry)

    def row_seal(self, entry: models.Model) -> str:
        """For who was told what both changed: pressing again keeps what they typed
        there, and what only others changed stays."""
        stale = {
            name: self.typed[name]
            for row in self.rows
            if row.chosen == THEIRS
            for name in row.unit
        }
        return Seen(dict(self.now), self.given_up | stale).sealed(entry)

    def same_seal(self, entry: models.Model) -> str:
        """For the form itself, shown again for another reason: what was answered need
        not be asked again."""
        return Seen(self.seen.base, self.given_up).sealed(entry)


def _units(names, together) -> list[Unit]:
    shared = {name: unit for unit in together for name in unit}
    found = (tuple(n for n in shared.get(name, (name,)) if n in names)
             for name in names)  # fmt: skip
    return list(dict.fromkeys(found))


def _same(one: list, other: list) -> bool:
    return [_plain(each) for each in one] == [_plain(each) for each in other]


def _plain(value):
    """A browser sends other ends of lines than we may hold."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return value


@dataclass(frozen=True)
class FieldDiff:
    """A row as the page that asks shows it."""

    name: str
    label: str
    is_asked: bool
    before: str
    theirs: str
    mine: str
    who: str
    chosen: str


def shown(merge: Merge, entry: models.Model, who: Mapping[str, str]) -> list[FieldDiff]:
    """`who` has for each field by whom and when it was changed, in words."""
    model, names = type(entry), wording.Names()

    def told(values, unit):
        known = [name for name in unit if values.get(name, UNKNOWN) is not UNKNOWN]
        words = (wording.in_words(model, name, values[name], names) for name in known)
        return ", ".join(dict.fromkeys(w for w in words if w != wording.NOTHING)) or (
            wording.NOTHING if known else _("unknown")
        )

    return [
        FieldDiff(
            choice_name(row.unit),
            ", ".join(wording.label(model, name) for name in row.unit),
            row.is_asked,
            told(merge.seen.base, row.unit),
            told(merge.now, row.unit),
            told(merge.typed, row.unit),
            next((who[name] for name in row.unit if name in who), ""),
            row.chosen,
        )
        for row in merge.rows
    ]


def carried(post) -> list[tuple[str, str]]:
    """What was sent, to send again with the choices."""
    return [
        (name, value)
        for name, values in post.lists()
        for value in values
        if name not in (VERSION, "csrfmiddlewaretoken") and not name.startswith(CHOICE)
    ]
