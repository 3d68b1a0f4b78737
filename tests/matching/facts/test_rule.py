"""Hard constraints, then the longest wait; held against trying all pairs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.facts import rule
from matching.facts.rule import Entry, Known, find, pair_all, shared, why_not
from matching.facts.vocabulary import MOMENT_CODES

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
HEUVEL, TUINZIGT, FAR_AWAY = (4.757, 51.587), (4.751, 51.584), (4.83, 51.62)
NOBODY = Known()


def entry(number=1, days=0, **facts):
    usual = {
        "person": f"p{number}",
        "since": BEGIN + timedelta(days=days),
        "arrived": BEGIN + timedelta(days=days),
        "subjects": frozenset({"wandelen"}),
        "languages": frozenset({"nl"}),
        "moments": frozenset({"tu-morning"}),
        "ways": frozenset({"outside"}),
        "spot": HEUVEL,
        "reach": 2_000,
        "gender": "woman",
    }
    return Entry(UUID(int=number), **(usual | facts))


WISH, OFFER = entry(1), entry(2)


def test_two_who_share_everything_fit():
    assert why_not(WISH, OFFER, NOBODY) == ""


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"person": "p1"}, rule.SAME),
        ({"subjects": frozenset({"taal"})}, rule.SUBJECT),
        ({"languages": frozenset({"ar"})}, rule.LANGUAGE),
        ({"moments": frozenset({"tu-evening"})}, rule.MOMENT),
        ({"moments": frozenset({"we-morning"})}, rule.MOMENT),
        ({"ways": frozenset({"online"})}, rule.WAY),
        ({"spot": FAR_AWAY}, rule.FAR),
        ({"spot": None}, rule.FAR),
        ({"prefers": "man"}, rule.WHOM),
    ],
)
def test_each_hard_constraint_stands_by_itself(other, why):
    assert why_not(WISH, entry(2, **other), NOBODY) == why


def test_a_wish_for_a_woman_is_only_met_by_who_says_to_be_one():
    wish = entry(1, prefers="woman")
    assert why_not(wish, entry(2, gender="woman"), NOBODY) == ""
    for gender in ["man", "other", "unsaid"]:
        assert why_not(wish, entry(2, gender=gender), NOBODY) == rule.WHOM


def test_on_line_no_distance_is_too_far():
    both = {"ways": frozenset({"online", "outside"})}
    one, other = entry(1, **both), entry(2, spot=FAR_AWAY, **both)
    assert why_not(one, other, NOBODY) == ""


def test_they_meet_half_way():
    metres = rule.metres_between(*HEUVEL, *FAR_AWAY)
    one = entry(1, reach=metres / 2 + 1)
    assert why_not(one, entry(2, spot=FAR_AWAY, reach=metres / 2), NOBODY) == ""
    far = entry(2, spot=FAR_AWAY, reach=metres / 2 - 2)
    assert why_not(one, far, NOBODY) == rule.FAR


def test_neighbours_need_not_travel():
    assert why_not(entry(1, reach=0), entry(2, reach=0), NOBODY) == ""


def test_the_same_two_people_never_come_together_twice_in_whichever_roles():
    known = Known([("p1", "p2")])
    assert why_not(WISH, OFFER, known) == rule.BEFORE
    assert why_not(entry(2), entry(1), known) == rule.BEFORE
    assert why_not(WISH, entry(3), known) == ""


def test_who_waits_longest_comes_first_and_a_tie_goes_by_entry():
    late = entry(4, days=9)
    early = entry(3, days=1)
    later_entry = replace(entry(5, days=1), arrived=BEGIN + timedelta(days=2))
    promised = entry(6, days=30, goes_first=True)

    found = find(WISH, [late, later_entry, early, promised], NOBODY)

    assert found.fit == [promised, early, later_entry, late]


def test_it_is_told_why_others_fell_out():
    others = [entry(2), entry(3, languages=frozenset({"tr"}))]
    others += [entry(4, languages=frozenset({"pl"})), entry(5, spot=FAR_AWAY)]

    found = find(WISH, others, NOBODY)

    assert (len(found.fit), found.out) == (1, {rule.LANGUAGE: 2, rule.FAR: 1})


def test_every_reason_has_its_words():
    assert {*rule.WORDS} == {*rule.REASONS}


def test_what_two_have_in_common_is_told():
    one = entry(1, moments=frozenset({"tu-morning", "th-morning", "mo-evening"}))
    other = entry(2, spot=TUINZIGT, moments=frozenset({"th-morning", "tu-morning"}))

    found = shared(one, other)

    assert found.moments == ["tu-morning", "th-morning"]
    assert (found.subjects, found.languages, found.ways) == (
        ["wandelen"], ["nl"], ["outside"],
    )  # fmt: skip
    assert 500 < found.metres < 600


some = st.builds(
    entry,
    number=st.integers(1, 10**6),
    days=st.integers(0, 5),
    person=st.integers(1, 30).map("p{}".format),
    subjects=st.frozensets(st.sampled_from("abc"), min_size=1),
    languages=st.frozensets(st.sampled_from(["nl", "ar", "tr"]), min_size=1),
    moments=st.frozensets(st.sampled_from(MOMENT_CODES[:4]), min_size=1),
    ways=st.frozensets(st.sampled_from(["outside", "online"]), min_size=1),
    spot=st.sampled_from([HEUVEL, TUINZIGT, FAR_AWAY, None]),
    reach=st.sampled_from([500, 2_000, 5_000]),
    gender=st.sampled_from(["woman", "man", "unsaid"]),
    prefers=st.sampled_from(["anyone", "woman", "man"]),
    goes_first=st.booleans(),
)
people = st.lists(some, max_size=12, unique_by=lambda each: each.id)
together = st.lists(st.tuples(*[st.integers(1, 30).map("p{}".format)] * 2), max_size=4)


@settings(max_examples=150)
@given(people, people, together)
def test_it_is_what_trying_all_pairs_gives(wishes, offers, pairs):
    known, taken, expected = Known(pairs), set(), []
    for wish in sorted(wishes, key=lambda each: each.turn):
        for offer in sorted(offers, key=lambda each: each.turn):
            if offer.id not in taken and not why_not(wish, offer, known):
                taken.add(offer.id)
                expected.append((wish, offer))
                break

    assert pair_all(wishes, offers, known) == expected


@settings(max_examples=80)
@given(people, people, together)
def test_who_fits_with_one_is_counted_as_it_is_listed(wishes, offers, pairs):
    known = Known(pairs)
    counts = rule.count_fitting(wishes, offers, known)
    for wish in wishes:
        found = find(wish, offers, known)
        assert counts[wish.id] == len(found.fit)
        assert len(found.fit) + found.out.total() == len(offers)


@settings(max_examples=80)
@given(some, some)
def test_two_fit_whichever_is_looked_at_first(one, other):
    assert bool(why_not(one, other, NOBODY)) == bool(why_not(other, one, NOBODY))
