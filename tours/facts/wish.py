"""What someone asks of the maker: it stands in the address of the page, all of it.

`?s=plek.kasteelplein.20&s=activiteit.koffie.45&op=fiets&tempo=12&dag=2026-12-05
&begin=13.00&rust=60&knopen=47-12-88`: each `s` is a stop, of which kind, which one
and how many minutes; `knopen` are the numbers of junctions. Whatever is not understood
is left out; a page never breaks on its address.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import NamedTuple
from urllib.parse import urlencode

from tours.facts import chain
from tours.facts.timing import SPEEDS, Means

MOST_STOPS = 20
LONGEST_CHAIN = 300  # characters
LONGEST_STAY = 240  # minutes
USUAL_STAY = 20
STAYS = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240)
RESTS = (30, 45, 60, 90)  # minutes of riding after which one rests
USUAL_BEGIN = time(13)
STOP = re.compile(r"([a-z]{1,20})\.([\w-]{1,140})(?:\.(\d{1,3}))?", re.ASCII)
CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
PARTS = {  # of a day: the first departure and the last
    "ochtend": (time(8), time(12)),
    "middag": (time(12), time(17)),
    "avond": (time(17), time(20)),
}
FREE = "vrij"


class Pick(NamedTuple):
    """A stop as the address has it."""

    kind: str
    slug: str
    stay: int = USUAL_STAY

    def __str__(self) -> str:
        return f"{self.kind}.{self.slug}.{self.stay}"

    @classmethod
    def read(cls, text: str) -> "Pick | None":
        found = STOP.fullmatch(text)
        if not found:
            return None
        kind, slug, stay = found.groups()
        return cls(kind, slug, min(int(stay or USUAL_STAY), LONGEST_STAY))


def _picks(texts) -> list[Pick]:
    return [pick for text in texts if (pick := Pick.read(text))]


def read_clock(text: str) -> time | None:
    """A time as people type it: 13.00, 13:00, 13; None for what is none."""
    found = CLOCK.fullmatch(text.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def written_clock(at: time) -> str:
    return f"{at.hour}.{at.minute:02}"


def _number(text: str, known: tuple[int, ...]) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
    return number if number in known else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Wish:
    """`day` is None for the next time that it fits; `part` of the day, when set, stands
    above `begin`. `later` are stops of which nobody knows the hours, so that they have
    no place in the order. `dropped` is how many stops were too many. `typed` is a chain
    of junction numbers, as it was typed while it is none."""

    picks: tuple[Pick, ...] = ()
    later: tuple[Pick, ...] = ()
    means: Means = Means.BICYCLE
    speed: int = 12
    day: date | None = None
    begin: time = USUAL_BEGIN
    part: str = ""
    rest_every: int = 0
    has_free_start: bool = False
    dropped: int = 0
    typed: str = ""

    @classmethod
    def read(cls, pairs: Mapping[str, list[str]]) -> "Wish":
        """From the parameters of an address, by their name."""

        def last(name: str) -> str:
            return (pairs.get(name) or [""])[-1]

        picks, later = (_picks(pairs.get(name) or ()) for name in ("s", "bel"))
        means = Means.FOOT if last("op") == Means.FOOT else Means.BICYCLE
        return cls(
            picks=tuple(picks[:MOST_STOPS]),
            later=tuple(later[:MOST_STOPS]),
            means=means,
            speed=_number(last("tempo"), SPEEDS[means]) or SPEEDS[means][0],
            day=_day(last("dag")),
            begin=read_clock(last("begin")) or USUAL_BEGIN,
            part=last("dagdeel") if last("dagdeel") in PARTS else "",
            rest_every=_number(last("rust"), RESTS) or 0,
            has_free_start=last("start") == FREE,
            dropped=max(0, len(picks) - MOST_STOPS),
            typed=last("knopen").strip()[:LONGEST_CHAIN],
        )

    def pairs(self) -> list[tuple[str, str]]:
        """As parameters of an address; what is usual is left out."""
        found = [("s", str(pick)) for pick in self.picks]
        found += [("bel", str(pick)) for pick in self.later]
        usual = Wish()
        if self.means != usual.means:
            found.append(("op", self.means.value))
        if self.speed != SPEEDS[self.means][0]:
            found.append(("tempo", str(self.speed)))
        if self.day:
            found.append(("dag", self.day.isoformat()))
        if self.begin != usual.begin:
            found.append(("begin", written_clock(self.begin)))
        if self.part:
            found.append(("dagdeel", self.part))
        if self.rest_every:
            found.append(("rust", str(self.rest_every)))
        if self.has_free_start:
            found.append(("start", FREE))
        if self.typed:
            refs = self.junctions
            found.append(("knopen", "-".join(refs) if refs else self.typed))
        return found

    @property
    def junctions(self) -> list[str]:
        """The numbers of the chain; none while there is something else in it."""
        try:
            return chain.read(self.typed)
        except ValueError:
            return []

    @property
    def no_junction(self) -> str:
        """What in the chain is no number, or is one too many."""
        try:
            chain.read(self.typed)
        except ValueError as error:
            return str(error)
        return ""

    def query(self) -> str:
        return f"?{urlencode(self.pairs())}" if self.pairs() else ""

    def change(self, **facts) -> "Wish":
        return replace(self, **facts)

    # What a button does, by the number of a stop (from 0).

    def moved(self, at: int, to: int) -> "Wish":
        picks = list(self.picks)
        if not (0 <= at < len(picks) and 0 <= to < len(picks)):
            return self
        picks.insert(to, picks.pop(at))
        return self.change(picks=tuple(picks))

    def without(self, at: int) -> "Wish":
        return self.change(picks=self.picks[:at] + self.picks[at + 1 :])

    def with_stop(self, pick: Pick) -> "Wish":
        """At the end; twice the same one after the other says nothing more. One of
        which the hours are not known comes in from where it stands apart."""
        if self.picks and pick[:2] == self.picks[-1][:2]:
            return self
        later = tuple(each for each in self.later if each[:2] != pick[:2])
        return self.change(picks=(*self.picks, pick), later=later)

    def ordered(self, numbers) -> "Wish":
        return self.change(picks=tuple(self.picks[each] for each in numbers))

    def with_junction(self, ref: str) -> "Wish":
        """At the end of the chain; as it was when that is none or full."""
        refs = self.junctions
        if self.no_junction or refs[-1:] == [ref] or len(refs) == chain.LONGEST:
            return self
        return self.change(typed=chain.written([*refs, ref]))

    def without_last_junction(self) -> "Wish":
        return self.change(typed=chain.written(self.junctions[:-1]))
