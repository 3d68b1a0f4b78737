"""What may be told of counted people, so that no small group shows.

Terms of the field (statistical disclosure control; Hundepool and others, "Statistical
Disclosure Control", Wiley 2012, chapters 4 and 5; the handbook on it of Eurostat's
ESSnet): a cell below the threshold is left out (primary cell suppression), and so is
what would give one by subtracting (secondary or complementary suppression), under
deterministic rounding of what is left.

The rule that makes subtracting harmless: *nothing is published but sums of the same
blocks*. The activities of a quarter are divided into blocks of at least ten people that
share nobody: an activity of ten or more is a block by itself; the smaller ones of a
neighbourhood together are one, and what is too small there too is added up for the
city. What is still below ten then is left out of every total, that of the city too. A
block is rounded once, and each total (neighbourhood, city, theme, experiment) adds up
rounded blocks. Whatever one total is subtracted from another, in any number and order,
there remain whole blocks, and so a group of at least ten or nobody; and rounding gives
away nothing, since the same block is the same number everywhere.

A block is divided in two (first time or more often, yes or something else) only where
either side has at least ten; blocks that can't be divided are so together, in their
neighbourhood or else in the city, and otherwise not at all. Where what is counted is
part of something larger that is told as well (who answered, of who came), the others of
a block must be ten or more too.

The division is made once, after a quarter is over and complete, and kept: what changes
afterwards (a correction, a neighbourhood, an activity that left) changes no block. So
a total does not grow while someone looks, and two days can't be subtracted.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

SMALLEST = 10  # people of whom anything is told
STEP = 5  # to which is rounded


@dataclass(frozen=True)
class Group:
    """Counted at one activity in one quarter. `of` is the larger count that these are
    part of and that is told as well; None when there is none."""

    activity: Hashable
    neighbourhood: Hashable | None
    count: int
    of: int | None = None


@dataclass(frozen=True)
class Block:
    """`activity` is None for the small ones together, `neighbourhood` for those of the
    city. `members` are the activities in it."""

    activity: Hashable | None
    neighbourhood: Hashable | None
    members: tuple[Hashable, ...]
    count: int

    @property
    def shown(self) -> int:
        return rounded(self.count)


@dataclass(frozen=True)
class Halves:
    """Blocks divided in two; the rest is as of a block."""

    activity: Hashable | None
    neighbourhood: Hashable | None
    members: tuple[Hashable, ...]
    one: int
    other: int

    @property
    def shown(self) -> tuple[int, int]:
        return rounded(self.one), rounded(self.other)


def rounded(count: int) -> int:
    """To the nearest step; what may be told at all is never rounded below the smallest
    group."""
    return (count + STEP // 2) // STEP * STEP


def blocks(groups: Iterable[Group]) -> list[Block]:
    """Of one quarter, each activity at most once; those in none are told nowhere."""
    found = []
    small = defaultdict(list)
    for group in groups:
        if _may_be_told([group]):
            found.append(_block(group.activity, group.neighbourhood, [group]))
        elif group.count:
            small[group.neighbourhood].append(group)
    rest = small.pop(None, [])
    for neighbourhood, together in small.items():
        if _may_be_told(together):
            found.append(_block(None, neighbourhood, together))
        else:
            rest.extend(together)
    if _may_be_told(rest):
        found.append(_block(None, None, rest))
    return found


def halves(told: Iterable[Block], ones: dict[Hashable, int]) -> list[Halves]:
    """These blocks divided in two. `ones` is by activity how many are in the first
    half; the others of a block are in the second."""
    found = []
    undivided = defaultdict(list)
    for block in told:
        divided = _divided(block.activity, block.neighbourhood, [block], ones)
        if divided:
            found.append(divided)
        else:
            undivided[block.neighbourhood].append(block)
    rest = undivided.pop(None, [])
    for neighbourhood, together in undivided.items():
        divided = _divided(None, neighbourhood, together, ones)
        if divided:
            found.append(divided)
        else:
            rest.extend(together)
    divided = _divided(None, None, rest, ones)
    return [*found, divided] if divided else found


def _may_be_told(groups: list[Group]) -> bool:
    if sum(group.count for group in groups) < SMALLEST:
        return False
    larger = [group for group in groups if group.of is not None]
    others = sum(max(group.of - group.count, 0) for group in larger)
    return not larger or others >= SMALLEST


def _block(activity, neighbourhood, groups: list[Group]) -> Block:
    members = tuple(group.activity for group in groups)
    count = sum(group.count for group in groups)
    return Block(activity, neighbourhood, members, count)


def _divided(activity, neighbourhood, told: list[Block], ones) -> Halves | None:
    members = tuple(member for block in told for member in block.members)
    one = sum(ones.get(member, 0) for member in members)
    other = sum(block.count for block in told) - one
    if min(one, other) < SMALLEST:
        return None
    return Halves(activity, neighbourhood, members, one, other)
