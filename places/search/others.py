"""What the other apps find for the words of the search field, and to which lists of
theirs it can lead. They say so here when the site starts."""

from collections.abc import Callable
from dataclasses import dataclass

Pairs = list[tuple[str, str]]  # parameters of an address


@dataclass(frozen=True)
class Thing:
    """One that fits, with the way to it; `language` is that of its label."""

    label: str
    detail: str
    icon: str
    url: str
    language: str = "nl"


@dataclass(frozen=True)
class Others:
    """Things of one kind: how many there are in words, the first of them, and the list
    of all (empty when these are all), with what its button says."""

    text: str
    url: str
    things: list[Thing]
    more: str = ""


@dataclass(frozen=True)
class OtherList:
    """A list that the search field can lead to: the name of its address, which
    parameters it knows, and how it says what was meant for places."""

    url_name: str
    knows: frozenset[str]
    adapted: Callable[[Pairs], Pairs]


Source = Callable[[str], list[Others]]
_sources: list[Source] = []
_lists: dict[str, OtherList] = {}


def add_source(source: Source) -> None:
    """`source` gives what fits words, nothing of what has nothing."""
    if source not in _sources:
        _sources.append(source)


def add_list(name: str, other: OtherList) -> None:
    """`name` is the value of `naar` in the address of the search field."""
    _lists[name] = other


def list_called(name: str) -> OtherList | None:
    return _lists.get(name)


def found(words: str) -> list[Others]:
    """What fits these words; none for words that are empty."""
    if not words.strip():
        return []
    return [others for source in _sources for others in source(words)]
