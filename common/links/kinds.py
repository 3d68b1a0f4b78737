"""What each kind of thing can tell about itself to who knows nothing of it.

All questions are asked about many things at once, and cost the same number of queries
for one as for many. Only what the public may see is told; what is missing from an
answer is not there, or not public.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import models

# Of which people want to know where the next one is.
TOILET, SEAT, WATER = "toilet", "seat", "water"

# When it is open, in local time and in order; UNKNOWN when nobody knows.
Windows = list[tuple[datetime, datetime]] | None
UNKNOWN = None


@dataclass(frozen=True)
class Told:
    """One thing in a few words. `lon` and `lat` are None for what is nowhere; `facts`
    have an icon, a text and a state, and `offers` says what of these is there for who
    comes by."""

    kind: str
    pk: int
    slug: str
    name: str
    url: str
    lon: float | None = None
    lat: float | None = None
    telephone: str = ""
    detail: str = ""  # what tells it from another of that name
    facts: tuple[Any, ...] = ()
    offers: frozenset[str] = frozenset()
    is_always_open: bool = False

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.pk

    @property
    def has_point(self) -> bool:
        return self.lon is not None


@dataclass(frozen=True)
class Noted:
    """What is different from its beginning up to its end, in a few words: full, called
    off."""

    begin: datetime
    end: datetime
    words: str


Keys = Collection[int]


def _nothing(_keys: Keys, _begin: datetime, _end: datetime) -> dict[int, list[Noted]]:
    return {}


def _nowhere(_keys: Keys) -> set[int]:
    return set()


@dataclass(frozen=True)
class Kind:
    """One sort of things. `slug` stands in addresses; `slug_of` is where the model has
    its own.

    `find` gives the ids of what fits words, the best first, not many; of two kinds the
    one with the lowest `rank` comes first. `notes` gives what is different between two
    moments, in order. `counted_by` gives the ids of the activities to which people come
    for these: at whose door they are counted.
    """

    slug: str
    model: type[models.Model]
    tell: Callable[[Keys], dict[int, Told]]
    windows: Callable[[Keys, datetime, datetime], dict[int, Windows]]
    find: Callable[[str], list[int]]
    rank: int = 1
    notes: Callable[[Keys, datetime, datetime], dict[int, list[Noted]]] = _nothing
    slug_of: str = "slug"
    counted_by: Callable[[Keys], set[int]] = _nowhere


_kinds: dict[str, Kind] = {}


def add(kind: Kind) -> None:
    _kinds[kind.slug] = kind


def kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: (kind.rank, kind.slug))


def kind_called(slug: str) -> Kind | None:
    return _kinds.get(slug)


def kind_of(model: type[models.Model]) -> Kind | None:
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def _by_kind(keys: Iterable[tuple[str, int]]) -> dict[Kind, set[int]]:
    found = defaultdict(set)
    for slug, pk in keys:
        if kind := kind_called(slug):
            found[kind.slug].add(pk)
    return {_kinds[slug]: pks for slug, pks in found.items()}


def told(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Told]:
    """By (slug of the kind, id), of what is there and public."""
    return {
        each.key: each
        for kind, pks in _by_kind(keys).items()
        for each in kind.tell(pks).values()
    }


def windows(
    keys: Iterable[tuple[str, int]], begin: datetime, end: datetime
) -> dict[tuple[str, int], Windows]:
    """When each of these is open between two moments; what crosses them is cut."""
    return {
        (kind.slug, pk): found
        for kind, pks in _by_kind(keys).items()
        for pk, found in kind.windows(pks, begin, end).items()
    }


def notes(
    keys: Iterable[tuple[str, int]], begin: datetime, end: datetime
) -> dict[tuple[str, int], list[Noted]]:
    """What is different at these between two moments; nothing for what is as usual."""
    return {
        (kind.slug, pk): found
        for kind, pks in _by_kind(keys).items()
        for pk, found in kind.notes(pks, begin, end).items()
    }


def counted_by(keys: Iterable[tuple[str, int]]) -> set[int]:
    """The ids of the activities to which people come for these, all together."""
    found = [kind.counted_by(pks) for kind, pks in _by_kind(keys).items()]
    return set().union(*found)


def ids_of(slugs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The id of each (slug of the kind, its own slug), where there is one; a query for
    each kind."""
    asked = defaultdict(set)
    for slug, own in slugs:
        if slug in _kinds:
            asked[slug].add(own)
    found = {}
    for slug, wanted in asked.items():
        kind = _kinds[slug]
        rows = kind.model._default_manager.filter(**{f"{kind.slug_of}__in": wanted})
        for pk, own in rows.values_list("pk", kind.slug_of):
            found[slug, own] = pk
    return found


def find(words: str) -> list[Told]:
    """What fits words, of every kind, each kind the best first."""
    if not words.strip():
        return []
    found = [(kind.slug, pk) for kind in kinds() for pk in kind.find(words)]
    known = told(found)
    return [known[key] for key in found if key in known]


def thing_at(address: str) -> Told | None:
    """What stands at an address of this site, whole or from its first slash on; a page
    below that of a thing is about it too. None when that is nothing, or not public."""
    path = f"{urlsplit(address.strip()).path.rstrip('/')}/"
    parts = [part for part in path.split("/") if part]
    slugs = [(kind.slug, part) for kind in kinds() for part in parts]
    keys = [(kind, pk) for (kind, _slug), pk in ids_of(slugs).items()]
    found = [each for each in told(keys).values() if _own_path(each.url) in path]
    return max(found, key=lambda each: len(each.url), default=None)


def _own_path(url: str) -> str:
    """Without the language before it."""
    return url.removeprefix("/en") if url.startswith("/en/") else url
