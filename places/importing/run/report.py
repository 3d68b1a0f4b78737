"""What an import did and what was wrong: counted here, told as it happens."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Unreadable(Exception):
    """The file as a whole can't be read; the message says why and what to do. `hint`
    is for who uses the command line only."""

    def __init__(self, message: str, hint: str = ""):
        super().__init__(message)
        self.hint = hint


class Level(StrEnum):
    PROBLEM = "problem"
    WARNING = "warning"
    KEPT = "kept"
    VANISHED = "vanished"


@dataclass(frozen=True)
class Message:
    level: Level
    where: str  # the line or the object of the file
    field: str  # in words; empty when it is about the whole
    text: str
    hint: str = ""  # on the command line

    def __str__(self):
        return ": ".join(part for part in (self.where, self.field, self.text) if part)


def say_nothing(message: Message) -> None:
    pass


@dataclass
class Report:
    """The counts of an import. Messages go out as they come, and are not kept."""

    on_message: Callable[[Message], None] = say_nothing
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    vanished: int = 0
    skipped: int = 0  # records with a problem
    ignored: int = 0  # records that were never meant for us
    moved: int = 0  # places that changed neighbourhood
    warnings: int = 0
    problems: int = 0
    is_written: bool = False

    def problem(self, where: str, field: str, text: str, hint: str = "") -> None:
        self.problems += 1
        self.on_message(Message(Level.PROBLEM, where, field, text, hint))

    def warn(self, where: str, field: str, text: str) -> None:
        self.warnings += 1
        self.on_message(Message(Level.WARNING, where, field, text))

    def keep(self, where: str, field: str, text: str) -> None:
        self.kept += 1
        self.on_message(Message(Level.KEPT, where, field, text))

    def vanish(self, where: str, text: str) -> None:
        self.vanished += 1
        self.on_message(Message(Level.VANISHED, where, "", text))

    def nothing_written(self) -> None:
        """After a problem: whatever was about to happen did not."""
        self.created = self.updated = self.moved = 0

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated or self.moved)

    def counts(self) -> str:
        """The counts in one line of words."""
        return _(
            "%(created)d created, %(updated)d updated, %(unchanged)d unchanged, "
            "%(kept)d kept, %(vanished)d vanished, %(skipped)d skipped, "
            "%(warnings)d warnings, %(problems)d problems"
        ) % vars(self)

    def area_counts(self) -> str:
        return _(
            "%(created)d areas created, %(updated)d updated, %(unchanged)d unchanged, "
            "%(vanished)d vanished, %(moved)d places in another neighbourhood, "
            "%(warnings)d warnings, %(problems)d problems"
        ) % vars(self)

    def figure_counts(self) -> str:
        return _(
            "%(created)d figures created, %(updated)d updated, "
            "%(unchanged)d unchanged, %(ignored)d rows about elsewhere, "
            "%(warnings)d warnings, %(problems)d problems"
        ) % vars(self)
