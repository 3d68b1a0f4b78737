"""What reading a feed gave: the events, and all that did not come in, with why.

Pure. The sentences are in the language that was active while reading.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from harvesting.facts.event import Event


class Kind(StrEnum):
    ICALENDAR = "icalendar"
    JSON_LD = "json-ld"
    TABLE = "table"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Refused:
    """One event (or one date of it) that can't come in. It is still in the feed: who
    compares fetches must not take it for gone. It has the identity of a `FeedDate`:
    `uid`, and `key` when it is one date of a series; no `uid` means that it is about
    the feed as a whole."""

    why: str
    where: str = ""  # "line 12", "event 3"
    title: str = ""
    uid: str = ""
    key: str = ""

    def __str__(self):
        title = f"“{self.title}”" if self.title else ""
        return ": ".join(part for part in (self.where, title, self.why) if part)


def too_many(count: int, most: int) -> Refused:
    words = _("There are %(count)d events; we take the first %(most)d.")
    return Refused(words % {"count": count, "most": most})


@dataclass(frozen=True)
class Read:
    """A feed as it was read.

    Only what `is_whole` was seen to its end: of any other feed what is absent may not
    be taken for gone. `problem` says why nothing of it could be read. `opted_out` and
    `private` are the identities of what its keeper left out: UID, and the key of a date
    when it is but one of a series. Without `has_fixed_ids` an event that changes can't
    be recognised by its number.
    """

    kind: Kind
    events: tuple[Event, ...] = ()
    refused: tuple[Refused, ...] = ()
    opted_out: tuple[tuple[str, str], ...] = ()
    private: tuple[tuple[str, str], ...] = ()
    is_whole: bool = True
    problem: str = ""
    name: str = ""  # of the calendar, as it calls itself

    @property
    def has_fixed_ids(self) -> bool:
        return all(event.has_own_uid for event in self.events)
