"""What other apps keep for an organisation, for its page under /mijn/. They say so here
when the site starts."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """One thing of an organisation: `state` in words, and where its people edit it."""

    name: str
    state: str
    url: str


@dataclass
class Group:
    """Things of one sort; `new_url` is where one makes another."""

    title: str
    new_url: str
    new_words: str
    entries: list[Entry] = field(default_factory=list)


# By the id of the organisation; one that has nothing may be left out.
Source = Callable[[Collection[int]], dict[int, Group]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def kept(organisations: Collection[int]) -> dict[int, list[Group]]:
    """A few queries for each source, however many organisations."""
    found = defaultdict(list)
    for source in _sources if organisations else ():
        for pk, group in source(organisations).items():
            found[pk].append(group)
    return found
