"""Where someone is needed now, for the page that asks people to take part: each app
tells what it knows of, in a registry filled in `apps.ready()`. What nobody knows is not
told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise


@dataclass(frozen=True)
class Need:
    """`day` is when, or the last day; `at` the time, if there is one. The words are of
    the site, `name` is what is called so in Dutch."""

    day: date
    words: str | Promise
    name: str
    url: str
    at: datetime | None = None
    detail: str | Promise = ""


Source = Callable[[datetime], list[Need]]
_SOURCES: list[Source] = []


def add(source: Source) -> None:
    _SOURCES.append(source)


def needs(now: datetime, most: int) -> list[Need]:
    """The soonest first; a constant number of queries of each source."""
    found = [need for source in _SOURCES for need in source(now)]
    return sorted(found, key=lambda need: (need.day, need.name))[:most]
