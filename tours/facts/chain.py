"""A chain of junction numbers, as cyclists ride it: 25 - 63 - 07.

A number is not unique: a region has each of them once, the next region has them again.
So a chain is read one after the other, each number at the junction of that number that
lies nearest to the one before it; the first where the next one is nearest.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from common.kit.geo import metres_between

LONGEST = 60  # numbers in a chain
FAR_APART = 7_000  # metres between two that follow each other, as the crow flies
NUMBER = re.compile(r"\d{1,3}[a-zA-Z]?")


class Node(NamedTuple):
    ref: str
    lon: float
    lat: float


class Doubt(NamedTuple):
    """`metres` is how far it lies from the one before; None when there is no junction
    of that number."""

    ref: str
    before: str
    metres: int | None


def read(text: str) -> list[str]:
    """The numbers in what someone typed, as the signs show them: two digits at least.

    ValueError, with what it is about, for what is no number, and for too many.
    """
    found = []
    for part in re.split(r"[\s,;>→–—-]+", text.strip()):
        if not part:
            continue
        if not NUMBER.fullmatch(part):
            raise ValueError(part)
        found.append(part.upper().zfill(2))
    if len(found) > LONGEST:
        raise ValueError(found[LONGEST])
    return found


def written(refs: Iterable[str]) -> str:
    return " - ".join(refs)


def _metres(one: Node, other: Node) -> float:
    return metres_between(one.lon, one.lat, other.lon, other.lat)


def resolved(refs: Sequence[str], nodes: Iterable[Node]) -> list[Node | None]:
    """For each number the junction that is meant; None where there is none."""
    by_ref: dict[str, list[Node]] = {}
    for node in nodes:
        by_ref.setdefault(node.ref, []).append(node)
    known = [ref for ref in refs if ref in by_ref]
    here = _first(known, by_ref) if known else None
    found: list[Node | None] = []
    for ref in refs:
        if ref not in by_ref:
            found.append(None)
            continue
        at = here
        here = min(by_ref[ref], key=lambda node, at=at: (_metres(at, node), node))
        found.append(here)
    return found


def _first(refs: Sequence[str], by_ref: dict[str, list[Node]]) -> Node:
    """The first number's junction from which the next one is nearest."""
    if len(refs) == 1:
        return min(by_ref[refs[0]])
    return min(
        (_metres(one, other), one)
        for one in by_ref[refs[0]]
        for other in by_ref[refs[1]]
    )[1]


def doubts(refs: Sequence[str], found: Sequence[Node | None]) -> list[Doubt]:
    """What makes one ask whether a number is right, in the order of the chain."""
    missing = [
        Doubt(ref, refs[at - 1] if at else "", None)
        for at, (ref, node) in enumerate(zip(refs, found, strict=True))
        if node is None
    ]
    known = [node for node in found if node is not None]
    far = [
        Doubt(other.ref, one.ref, round(metres))
        for one, other in pairwise(known)
        if (metres := _metres(one, other)) > FAR_APART
    ]
    return [*missing, *far]
