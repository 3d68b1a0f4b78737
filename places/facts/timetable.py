"""Where people are at a moment, and what they do there, according to a timetable.

Places know when they are staffed; what goes on there is for the apps above, which tell
it here when the site starts.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import local


@dataclass(frozen=True)
class GoesOn:
    """Something that is on at a place, and until when."""

    name: str
    until: datetime


@dataclass(frozen=True)
class Source:
    """`places(moment)` gives the ids of the places where something goes on then, and
    `what(moment, ids)` what that is at these places: what ends last, one query."""

    places: Callable[[datetime], Iterable[int]]
    what: Callable[[datetime, Collection[int]], dict[int, GoesOn]]


_sources: list[Source] = []
_request = local()  # what this thread knows until its request is over


def add_source(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def present(moment: datetime) -> frozenset[int]:
    """Ids of the places where something goes on; a query for each source, once for
    each moment that a request asks about."""
    known = _request.__dict__.setdefault("known", {})
    if moment not in known:
        known[moment] = frozenset(
            pk for source in _sources for pk in source.places(moment)
        )
    return known[moment]


def what_goes_on(moment: datetime, places: Collection[int]) -> dict[int, GoesOn]:
    """What is on at each of these places, where something is."""
    here = present(moment).intersection(places)
    found: dict[int, GoesOn] = {}
    for source in _sources if here else ():
        found |= source.what(moment, here)
    return found


def forget(**kwargs) -> None:
    """Called at the start of each request."""
    _request.__dict__.clear()
