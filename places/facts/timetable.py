"""Where people are at a moment, according to a timetable.

Places know when they are staffed; what goes on there is for the apps above, which tell
it here when the site starts.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from threading import local

Source = Callable[[datetime], Iterable[int]]
_sources: list[Source] = []
_request = local()  # what this thread knows until its request is over


def add_source(source: Source) -> None:
    """`source` gives the ids of the places where something goes on at a moment."""
    if source not in _sources:
        _sources.append(source)


def present(moment: datetime) -> frozenset[int]:
    """Ids of the places where something goes on; a query for each source, once for
    each moment that a request asks about."""
    known = _request.__dict__.setdefault("known", {})
    if moment not in known:
        known[moment] = frozenset(pk for source in _sources for pk in source(moment))
    return known[moment]


def forget(**kwargs) -> None:
    """Called at the start of each request."""
    _request.__dict__.clear()
