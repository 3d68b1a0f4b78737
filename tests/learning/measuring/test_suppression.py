"""Whoever subtracts what is published finds no small group: an attacker's test."""

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.facts.suppression import Group, blocks, halves, rounded

SMALLEST = 10  # said here once more, so that nobody makes it less unseen

# The smallest groups there are: who came the first time or more often, and filled in no
# card, or one with yes or something else. Counts around the limit, where mistakes show.
FIRST, SAID = [True, False], ["nothing", "yes", "else"]
SIZES = st.one_of(st.integers(0, 4), st.integers(0, 12), st.integers(8, 40))
WHERE = st.sampled_from([None, "A", "B", "C"])
ACTIVITY = st.tuples(WHERE, st.tuples(*[SIZES] * 6))


# Which activities a theme, an experiment or a goal adds up: any, and as it likes.
CHOSEN = st.lists(st.frozensets(st.integers(0, 7), min_size=1), min_size=2, max_size=4)


@st.composite
def cities(draw):
    """By activity its neighbourhood; of how many people each smallest group is; and
    sets of activities that pages tell of together."""
    where, sizes = {}, {}
    found = draw(st.lists(ACTIVITY, min_size=1, max_size=8))
    for number, (neighbourhood, counts) in enumerate(found):
        where[number] = neighbourhood
        cells = [(number, first, said) for first in FIRST for said in SAID]
        sizes.update(zip(cells, counts, strict=True))
    return where, sizes, draw(CHOSEN)


def published(where, sizes, chosen=()):
    """Every number on the site, by what it is of: the smallest groups that it counts by
    its own words, and what is shown."""
    told = {}

    def count(number, keep):
        return sum(size for c, size in sizes.items() if c[0] == number and keep(c))

    def tell(name, block, keep, shown):
        cells = {c for c in sizes if c[0] in block.members and keep(c)}
        told[name, block.activity, block.neighbourhood] = (frozenset(cells), shown)

    def everyone(cell):
        return True

    def filled_in(cell):
        return cell[2] != "nothing"

    def divided(parts, names, keep, one):
        ones = {number: count(number, one) for number in where}
        for block in halves(parts, ones):
            tell(names[0], block, one, block.shown[0])
            tell(names[1], block, lambda c: keep(c) and not one(c), block.shown[1])

    came = {number: count(number, everyone) for number in where}
    visits = blocks(Group(n, where[n], came[n]) for n in where)
    answers = blocks(Group(n, where[n], count(n, filled_in), came[n]) for n in where)
    for name, parts, keep in [
        ("visits", visits, everyone),
        ("answers", answers, filled_in),
    ]:
        for block in parts:
            tell(name, block, keep, block.shown)
    divided(visits, ["first", "more often"], everyone, lambda c: c[1])
    divided(answers, ["yes", "else"], filled_in, lambda c: c[2] == "yes")
    for measure in {name for name, _, _ in told}:
        mine = {key: each for key, each in told.items() if key[0] == measure}
        tell_totals(told, measure, mine, chosen)
    return told


def tell_totals(told, measure, mine, chosen):
    """Of the neighbourhoods, of the city (a goal tells that too), and of the chosen
    ones: themes, experiments, goals of a theme."""
    totals = {
        "city": lambda key: True,
        **{w: lambda key, w=w: key[2] == w for w in "ABC"},
        **{
            f"page {number}": lambda key, some=some: key[1] in some
            for number, some in enumerate(chosen)
        },
    }
    for name, belongs in totals.items():
        parts = [each for key, each in mine.items() if belongs(key)]
        if parts:
            cells = frozenset().union(*(cells for cells, _ in parts))
            told[measure, "total", name] = (cells, sum(shown for _, shown in parts))


def people(cells, sizes):
    return sum(sizes[cell] for cell in cells)


@given(cities())
def test_no_total_minus_another_leaves_a_small_group(city):
    where, sizes, chosen = city
    told = list(published(where, sizes, chosen).values())
    for cells, shown in told:
        assert people(cells, sizes) >= SMALLEST
        assert shown >= SMALLEST
        assert shown % 5 == 0
    for (whole, _), (part, _) in permutations(told, 2):
        if part < whole:
            assert people(whole - part, sizes) >= SMALLEST


@given(cities())
def test_nor_does_a_total_minus_all_that_is_shown_of_it(city):
    where, sizes, chosen = city
    told = published(where, sizes, chosen)
    for name, (whole, shown) in told.items():
        for measure in {name for name, _, _ in told}:
            left, seen = whole, shown
            for key, (cells, value) in told.items():
                if key[0] == measure and key[1] != "total" and cells <= left:
                    left, seen = left - cells, seen - value
            if left:
                assert people(left, sizes) >= SMALLEST, (name, measure)
            if name[0] == measure:  # one measure adds up, rounding and all
                assert seen == 0


@given(cities())
def test_the_blocks_share_nobody(city):
    where, sizes, _chosen = city
    found = blocks(Group(n, where[n], sizes[n, True, "yes"]) for n in where)
    members = Counter(m for block in found for m in block.members)

    assert set(members.values()) <= {1}


@given(st.integers(SMALLEST, 10_000))
def test_rounding_gives_fives_near_by(count):
    assert rounded(count) % 5 == 0
    assert abs(rounded(count) - count) <= 2
    assert rounded(count) >= SMALLEST


def test_small_ones_of_a_neighbourhood_are_told_together():
    found = blocks([Group(1, "A", 6), Group(2, "A", 7), Group(3, "A", 30)])

    assert [(b.activity, b.neighbourhood, b.shown) for b in found] == [
        (3, "A", 30),
        (None, "A", 15),
    ]


def test_what_is_small_there_too_counts_for_the_city():
    found = blocks([Group(1, "A", 6), Group(2, "B", 7), Group(3, None, 2)])

    assert [(b.activity, b.neighbourhood, b.shown) for b in found] == [(None, None, 15)]


def test_nine_in_the_whole_city_are_told_nowhere():
    assert blocks([Group(1, "A", 9), Group(2, "A", 30)]) != []
    assert [b.shown for b in blocks([Group(1, "A", 9), Group(2, "B", 30)])] == [30]


def test_a_few_who_said_otherwise_are_not_told_apart():
    told = blocks([Group(1, "A", 40), Group(2, "A", 40)])

    assert halves(told, {1: 36, 2: 37}) == []
    (together,) = halves(told, {1: 33, 2: 35})
    assert (together.activity, together.shown) == (None, (70, 10))


def test_a_few_who_filled_in_no_card_are_not_told_either():
    assert blocks([Group(1, "A", 15, of=20)]) == []
    assert [b.shown for b in blocks([Group(1, "A", 15, of=30)])] == [15]


@pytest.mark.parametrize("count", [0, 9])
def test_below_ten_nothing_is_told(count):
    assert blocks([Group(1, "A", count)]) == []
