"""Shows what an import found: the first of each sort in full, all of them in a file."""

import csv
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from places.importing.run.report import Level, Message

SHOWN = 50  # of each level


class Printer:
    """A listener for an import's messages. Use as a context manager.

    `write` takes a line of text; `path` gets every message as CSV, if it is given.
    """

    def __init__(self, write, path: Path | None = None):
        self.write, self.path = write, path
        self.counts: Counter[Level] = Counter()

    def __enter__(self) -> "Printer":
        self.files = ExitStack()
        self.rows = None
        if self.path:
            try:
                # The byte order mark is for Excel, which else garbles the accents.
                file = self.path.open("w", encoding="utf-8-sig", newline="")
            except OSError as error:
                facts = {"path": self.path, "error": error.strerror}
                message = _("Can't write to %(path)s: %(error)s.")
                raise CommandError(message % facts) from error
            self.rows = csv.writer(self.files.enter_context(file))
            self.rows.writerow([_("sort"), _("where"), _("field"), _("message")])
        return self

    def __exit__(self, *_error) -> None:
        self.files.close()

    def __call__(self, message: Message) -> None:
        self.counts[message.level] += 1
        name = names()[message.level]
        if self.rows:
            self.rows.writerow([name, message.where, message.field, message.text])
        if self.counts[message.level] <= SHOWN:
            hint = f" ({message.hint})" if message.hint else ""
            self.write(f"{name}: {message}{hint}")

    def finish(self) -> None:
        """Say how many of each sort were not shown."""
        for level, count in self.counts.items():
            if count > SHOWN:
                message = _("… and %(count)d more of the sort “%(name)s”")
                facts = {"count": count - SHOWN, "name": names()[level]}
                self.write(message % facts)


def names() -> dict[Level, str]:
    return {
        Level.PROBLEM: _("problem"),
        Level.WARNING: _("warning"),
        Level.KEPT: _("kept"),
        Level.VANISHED: _("vanished"),
    }
