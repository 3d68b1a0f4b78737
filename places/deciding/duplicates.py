"""Is this place here already? What lies near by and is alike, of one place or of all.

The pairs are found in memory: places in squares as wide as we look, each compared with
those in its own square and the ones beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from common.duplicates.models import Kind, Pair
from common.kit.geo import degrees, metres_per_unit
from common.moderation.states import State
from places.deciding import decisions
from places.facts.locations import plain
from places.finding import in_words
from places.models import Place, PlaceKind
from places.search import staff

NEAR = 50  # metres: within it one of the same kind, or alike in name, may be the same
TOUCHING = 5  # metres: so near two of the same kind are one, whatever they are called
ALIKE = 0.7  # of two names, from 0 to 1
CROWD = 200  # places in a square: in more, only the first are compared
SHORTEST = 4  # letters of a name by which others are looked for
SHOWN = 6  # places of such a name
GONE = [State.REFUSED, State.CLOSED]


@dataclass(frozen=True)
class Alike:
    """Another place that may be the same, how far away if that is known, and why."""

    place: Place
    metres: float | None
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        far = [] if self.metres is None else [in_words.distance(self.metres)]
        return ", ".join([*far, *self.reasons])


def of_new(place: Place) -> list[Alike]:
    """The same of one that is being added: by its name while it has no point yet."""
    return of_place(place) if place.point else _called(place.name)


def _called(name: str) -> list[Alike]:
    """So many places at most whose name is like this one, or begins so, wherever they
    are; none for a name that says no more than a kind does. Four queries or so."""
    bare = plain(name)
    if len(bare) < SHORTEST or bare in map(plain, _names_of_kinds()):
        return []
    known = Place.objects.filter(pk__in=staff.found(name, CROWD))
    known = known.exclude(state=State.REFUSED).select_related("kind", "neighbourhood")
    alike = [
        each
        for each in known.defer("neighbourhood__boundary").order_by("name", "pk")
        if bare in plain(each.name) or _is_alike(each.name, name)
    ]
    return [Alike(each, None, _about(each)) for each in alike[:SHOWN]]


def _names_of_kinds():
    return PlaceKind.objects.values_list("name", flat=True)


def _about(place: Place) -> tuple[str, ...]:
    return tuple(str(part) for part in (place.kind, place.neighbourhood) if part)


def of_place(place: Place) -> list[Alike]:
    """Places so near by, and of the same kind or alike in name; one query. The nearest
    comes first."""
    near = Place.objects.exclude(pk=place.pk).exclude(state=State.REFUSED)
    near = near.near(place.point.y, place.point.x, NEAR).select_related("kind")
    found = []
    for other in near.order_by("distance_squared", "pk"):
        why = [str(other.kind)] if other.kind_id == place.kind_id else []
        why += [_("alike in name")] if _is_alike(other.name, place.name) else []
        if why:
            metres = other.metres_from(place.point.y)
            found.append(Alike(other, metres, tuple(why)))
    return found


def _is_alike(one: str, other: str) -> bool:
    return _are_alike(plain(one), plain(other))


def _are_alike(one: str, other: str) -> bool:
    """Of two `plain` names; the cheap bounds first."""
    matcher = SequenceMatcher(None, one, other)
    return (
        matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
    )


# --- All pairs ------------------------------------------------------------------------


@dataclass(frozen=True)
class Spot:
    """What of a place is compared; `x` and `y` in mercator integers, `name` plain and
    empty when it says no more than the kind does."""

    pk: int
    x: int
    y: int
    kind: int
    name: str
    dataset: int | None


def likely_pairs() -> Iterator[Pair]:
    """All pairs that may be the same place; two queries."""
    kinds = {kind.pk: plain(kind.name) for kind in PlaceKind.objects.all()}
    rows = Place.objects.exclude(state__in=GONE).order_by("pk").values_list(
        "pk", "mercator_x", "mercator_y", "kind", "name", "dataset"
    )  # fmt: skip
    spots = []
    for pk, x, y, kind, name, dataset in rows.iterator(chunk_size=2_000):
        bare = plain(name)
        spots.append(Spot(pk, x, y, kind, "" if bare == kinds[kind] else bare, dataset))
    return pairs_of(spots)


def pairs_of(spots: Iterable[Spot]) -> Iterator[Pair]:
    """Two that one source has are two: a register names each thing once."""
    for one, other in _near_pairs(spots):
        if one.dataset is not None and one.dataset == other.dataset:
            continue
        scale = metres_per_unit(degrees(one.x, one.y)[1])
        metres = scale * ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
        why = []
        if one.kind == other.kind and metres <= TOUCHING:
            why.append("kind")
        if metres <= NEAR and one.name and _are_alike(one.name, other.name):
            why.append("name")
        if why:
            yield Pair(one.pk, other.pk, tuple(why), round(metres))


def _side(spot) -> float:
    """How many mercator integers NEAR is there."""
    return NEAR / metres_per_unit(degrees(spot.x, spot.y)[1])


def _near_pairs(spots) -> Iterator[tuple[Spot, Spot]]:
    """Each pair in one square or in two that touch, once; the older one first."""
    spots = list(spots)
    side = max(map(_side, spots), default=1)  # of all, as wide as any of them needs
    squares = defaultdict(list)
    for spot in spots:
        squares[int(spot.x // side), int(spot.y // side)].append(spot)
    for (column, row), here in squares.items():
        here = here[:CROWD]
        for place, one in enumerate(here):
            yield from (_in_order(one, other) for other in here[place + 1 :])
        for step in ((1, 0), (-1, 1), (0, 1), (1, 1)):
            there = squares.get((column + step[0], row + step[1]), [])[:CROWD]
            for one in here:
                yield from (_in_order(one, other) for other in there)


def _in_order(one: Spot, other: Spot) -> tuple[Spot, Spot]:
    return (one, other) if one.pk < other.pk else (other, one)


KIND = Kind(
    Place,
    likely_pairs,
    left_out={
        "slug": "the addresses of both lead to the one that stays",
        "state": "is decided, not merged",
        "refusal_reason": "is decided, not merged",
        "point": "the pin of the one that stays; staff move it on its own page",
        "neighbourhood": "follows from the pin",
        "neighbourhood_from": "follows from the pin",
        "dataset": "by which a next import finds the one that stays",
        "source_id": "by which a next import finds the one that stays",
    },
    together={"checked_on": ["checked_by"]},
    told=decisions.known_as,
)
