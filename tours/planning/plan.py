"""A tour with its times, ready to show: of what someone makes, and of what we keep."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from common.links import kinds
from common.links.kinds import TOILET, WATER, Noted, Told
from tours.facts.order import LONGEST_WAIT
from tours.facts.rests import Spot, with_rests
from tours.facts.timing import (
    ALWAYS,
    Leg,
    Pace,
    Stop,
    Timing,
    Visit,
    minute_of,
    moment_of,
    timing,
)
from tours.facts.wish import PARTS, Pick, Wish
from tours.planning.resting import spots_along

HERE = ZoneInfo("Europe/Amsterdam")
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
AHEAD = timedelta(days=366)  # that a day may lie


@dataclass(frozen=True)
class Entry:
    """A stop that is asked for, and what the thing tells; None when it is gone."""

    pick: Pick
    told: Told | None
    note: str = ""

    @property
    def is_somewhere(self) -> bool:
        return self.told is not None and self.told.has_point


@dataclass(frozen=True)
class Row:
    """A stop with its times. `number` counts from 1 as people do, `at` from 0 in the
    wish; a rest on the way has neither."""

    entry: Entry
    stop: Stop
    visit: Visit
    leg: Leg | None = None
    number: int = 0
    at: int = -1
    is_late_by_rest: bool = False
    notes: Sequence[Noted] = ()

    @property
    def told(self) -> Told:
        return self.entry.told

    @property
    def is_rest(self) -> bool:
        return self.at < 0

    @property
    def arrives(self) -> datetime:
        return local(self.visit.arrive)

    @property
    def begins(self) -> datetime:
        return local(self.visit.begin)

    @property
    def is_unknown(self) -> bool:
        return self.stop.windows is None

    @property
    def is_closed(self) -> bool:
        """All that day."""
        return self.stop.windows is not None and not self.stop.windows

    @property
    def is_wrong(self) -> bool:
        return self.is_closed or self.visit.late > 0

    @property
    def closes(self) -> datetime | None:
        """When the window ends that it is visited in; None when it does not that day,
        or when nobody knows."""
        window = self.visit.fits
        if window is None or window == ALWAYS[0] or self.told.is_always_open:
            return None
        return local(window[1])

    @property
    def note(self) -> str:
        """What is different there that day, from when one comes on; empty when all is
        as usual."""
        then = self.arrives
        on = (each for each in self.notes if local_day(each.begin) <= then.date())
        return next((each.words for each in on if each.end > then), "")

    @property
    def telephone(self) -> str:
        return self.told.telephone or settings.CONTACT_PHONE


@dataclass(frozen=True)
class Plan:
    """`gone` are stops that are nowhere any more; `lacking` the numbers of stops after
    which no rest was found in time."""

    wish: Wish
    departure: int
    rows: list[Row]
    timing: Timing
    pace: Pace
    gone: list[tuple[int, Entry]] = field(default_factory=list)
    lacking: list[int] = field(default_factory=list)

    @property
    def stops(self) -> list[Row]:
        return [row for row in self.rows if not row.is_rest]

    @property
    def rests(self) -> list[Row]:
        return [row for row in self.rows if row.is_rest]

    @property
    def begins(self) -> datetime:
        return local(self.departure)

    @property
    def ends(self) -> datetime:
        return local(self.timing.visits[-1].leave) if self.rows else self.begins

    @property
    def first_wrong(self) -> Row | None:
        return next((row for row in self.rows if row.is_wrong), None)

    def without(self, what: str) -> tuple[int, int] | None:
        """Between which two stops, by their numbers, one rides longest without it, a
        stop that lacks it on the way; None when there is no such stretch, or when it is
        nowhere at all."""
        has = self.having(what)
        edges = sorted({1, *has, len(self.stops)})
        gaps = [each for each in pairwise(edges) if each[1] - each[0] > 1]
        return max(gaps, key=self._riding, default=None) if has else None

    def _riding(self, between: tuple[int, int]) -> int:
        first, last = between
        return sum(row.leg.minutes for row in self.stops[first - 1 : last - 1])

    def having(self, what: str) -> list[int]:
        return [row.number for row in self.stops if what in row.told.offers]

    @property
    def toilets(self) -> list[int]:
        return self.having(TOILET)

    @property
    def water(self) -> list[int]:
        return self.having(WATER)


def local_day(moment: datetime) -> date:
    return moment.astimezone(HERE).date()


def local(minute: int) -> datetime:
    return moment_of(minute).astimezone(HERE)


def moment_at(day: date, at: time) -> datetime:
    """By the clock here, in UTC; one that the clock skips is an hour later."""
    return datetime.combine(day, at, HERE).astimezone(UTC)


def pace_of(wish: Wish) -> Pace:
    return Pace(wish.speed, settings.TOUR_ROAD_FACTOR)


def wish_from(parameters: QueryDict, today: date) -> Wish:
    """What an address asks; a day that is over, or lies far away, is none."""
    wish = Wish.read(dict(parameters.lists()))
    if wish.day and not today <= wish.day <= today + AHEAD:
        return wish.change(day=None)
    return wish


def day_of(wish: Wish, now: datetime) -> date:
    """As asked; else today, or tomorrow when it is too late for today."""
    if wish.day:
        return wish.day
    today = timezone.localdate(now)
    last = PARTS[wish.part][1] if wish.part else wish.begin
    return today if moment_at(today, last) >= now else today + timedelta(days=1)


def departures(wish: Wish, now: datetime) -> list[int]:
    """The one that is asked for, or each quarter of an hour in a part of the day."""
    day = day_of(wish, now)
    if not wish.part:
        return [minute_of(moment_at(day, wish.begin))]
    first, last = (moment_at(day, each) for each in PARTS[wish.part])
    found = []
    while first <= last:
        if first >= now or wish.day:
            found.append(minute_of(first))
        first += QUARTER
    return found or [minute_of(last)]


def entries_of(picks: Sequence[Pick]) -> list[Entry]:
    """What the things of these stops tell: a few queries for each kind."""
    ids = kinds.ids_of([pick[:2] for pick in picks])
    told = kinds.told([(kind, pk) for (kind, _slug), pk in ids.items()])
    known = {key: told.get((key[0], pk)) for key, pk in ids.items()}  # by kind and slug
    return [Entry(pick, known.get(pick[:2])) for pick in picks]


def stops_of(entries: Sequence[Entry], first: int, last: int) -> list[Stop]:
    """With the windows of a tour that leaves between two minutes; of each it must be
    known where it is. What opens so late that nobody waits for it is another day's."""
    begin, end = moment_of(first), moment_of(last + LONGEST_WAIT) + DAY / 2
    windows = kinds.windows([entry.told.key for entry in entries], begin, end)
    return [
        Stop(
            entry.told.lon,
            entry.told.lat,
            entry.pick.stay,
            _minutes(windows.get(entry.told.key), entry.told, last + LONGEST_WAIT),
        )
        for entry in entries
    ]


def _minutes(windows, told: Told, last: int):
    if told.is_always_open:
        return ALWAYS
    if windows is None:
        return None
    found = [(minute_of(one), minute_of(other)) for one, other in windows]
    return tuple(window for window in found if window[0] <= last)


def plan_of(
    wish: Wish,
    now: datetime,
    entries: Sequence[Entry] | None = None,
    departure: int | None = None,
) -> Plan:
    """The times of a wish, in its own order."""
    entries = entries_of(wish.picks) if entries is None else entries
    known = [(at, each) for at, each in enumerate(entries) if each.is_somewhere]
    gone = [(at, each) for at, each in enumerate(entries) if not each.is_somewhere]
    begin = departures(wish, now)[0] if departure is None else departure
    pace = pace_of(wish)
    stops = stops_of([each for _at, each in known], begin, begin)
    way, lacking = list(range(len(stops))), []
    if wish.rest_every:
        spots = spots_along(stops)
        way, lacking = with_rests(stops, spots, pace, wish.rest_every)
    plain = timing(stops, begin, pace)
    on_way = [each.stop if isinstance(each, Spot) else stops[each] for each in way]
    times = timing(on_way, begin, pace)
    keys = [each.told.key for _at, each in known]
    last = times.visits[-1].leave if times.visits else begin
    notes = kinds.notes(keys, moment_of(begin), moment_of(last) + DAY / 2)
    rows = []
    for place, each in enumerate(way):
        leg = times.legs[place] if place < len(times.legs) else None
        visit, stop = times.visits[place], on_way[place]
        if isinstance(each, Spot):
            entry = Entry(Pick("plek", each.key.slug, stop.stay), each.key)
            rows.append(Row(entry, stop, visit, leg))
        else:
            at, entry = known[each]
            by_rest = visit.late > 0 and not plain.visits[each].late
            noted = notes.get(entry.told.key, ())
            rows.append(Row(entry, stop, visit, leg, each + 1, at, by_rest, noted))
    return Plan(wish, begin, rows, times, pace, gone, lacking)
