"""One event as a feed of someone else tells it (iCalendar, schema.org, a table).

Pure. It holds what the source said; what it did not say is None or empty, and stays so:
nobody invents an end, a cost or a place. When it is on is computed by
`harvesting.facts.dates`, and said in our own way by `harvesting.facts.as_ours`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

Moment = date | datetime  # a whole day, or a moment in the zone of its event


class Refusal(ValueError):
    """Why something can't come in: a sentence for who keeps the feed."""


class Status(StrEnum):
    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"  # postponed without a new date, too


@dataclass(frozen=True, kw_only=True)
class Event:
    """What a feed says of one event, or (in `changed`) of one date of a series.

    When: either `starts_at` (and `ends_at`, if it was said), aware and by the clock of
    `zone`, also in the hour that the clock skips; or, for whole days, `day` until and
    with `last_day`. Several dates: `rules` (texts of RRULE, RFC 5545; UNTIL is in UTC,
    or a day) and `extra` dates, without `left_out` ones (a day leaves out all of that
    day). What stands in `changed` is an event of its own for the date `recurrence_id`,
    or, where it `goes_on`, for that and all later ones (RANGE=THISANDFUTURE).

    An event with a `recurrence_id` that stands by itself came without its series.
    """

    uid: str
    title: str
    has_own_uid: bool = True  # False: the source gives no number, we made one of it

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    day: date | None = None
    last_day: date | None = None
    zone: str = "Europe/Amsterdam"
    rules: tuple[str, ...] = ()
    extra: tuple[Moment, ...] = ()
    left_out: tuple[Moment, ...] = ()
    changed: tuple["Event", ...] = ()
    recurrence_id: Moment | None = None
    goes_on: bool = False
    moved_from: Moment | None = None  # where the source says that it was before
    sequence: int = 0

    text: str = ""  # plain, with lines; without ways to reach a person
    place_name: str = ""
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    is_online: bool = False  # and nowhere else
    url: str = ""
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # of two letters
    status: Status = Status.CONFIRMED
    is_free: bool | None = None
    price: Decimal | None = None  # euros, when there is one
    is_ours: bool = False  # it came out of this very site and was copied back

    def __post_init__(self):
        if (self.starts_at is None) == (self.day is None):
            raise ValueError("either a moment or a day")

    @property
    def is_all_day(self) -> bool:
        return self.day is not None

    @property
    def start(self) -> Moment:
        return self.starts_at or self.day

    @property
    def is_series(self) -> bool:
        return bool(self.rules or self.extra)

    @property
    def is_cancelled(self) -> bool:
        return self.status is Status.CANCELLED
