from datetime import date, time
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tours.facts.timing import SPEEDS, Means
from tours.facts.wish import MOST_STOPS, PARTS, RESTS, Pick, Wish, read_clock

picks = st.builds(
    Pick,
    st.sampled_from(["plek", "activiteit"]),
    st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
    st.integers(0, 240),
)


@st.composite
def wishes(draw):
    means = draw(st.sampled_from(Means))
    return Wish(
        tuple(draw(st.lists(picks, max_size=MOST_STOPS))),
        tuple(draw(st.lists(picks, max_size=3))),
        means,
        draw(st.sampled_from(SPEEDS[means])),
        draw(st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))),
        draw(st.builds(time, st.integers(0, 23), st.integers(0, 59))),
        draw(st.sampled_from(["", *PARTS])),
        draw(st.sampled_from([0, *RESTS])),
        draw(st.booleans()),
    )


@given(wishes())
def test_an_address_says_all_of_a_wish(wish):
    assert Wish.read(parse_qs(wish.query().removeprefix("?"))) == wish


@given(st.dictionaries(
    st.sampled_from(["s", "bel", "op", "tempo", "dag", "begin", "dagdeel", "rust"]),
    st.lists(st.text(max_size=20), max_size=3),
))  # fmt: skip
def test_no_address_breaks_it(pairs):
    assert Wish.read(pairs)


@pytest.mark.parametrize(
    ("text", "at"),
    [("13.00", time(13)), ("9:30", time(9, 30)), ("7", time(7)), ("25.00", None),
     ("13.60", None), ("straks", None), ("", None)],
)  # fmt: skip
def test_a_time_is_read_as_people_type_it(text, at):
    assert read_clock(text) == at


def test_more_stops_than_fit_are_counted():
    wish = Wish.read({"s": [f"plek.bank-{each}" for each in range(MOST_STOPS + 3)]})

    assert (len(wish.picks), wish.dropped) == (MOST_STOPS, 3)


def test_buttons_move_take_away_and_add():
    wish = Wish.read({"s": ["plek.a", "plek.b", "plek.c"]})

    def slugs(wish):
        return "".join(pick.slug for pick in wish.picks)

    assert slugs(wish.moved(2, 0)) == "cab"
    assert slugs(wish.moved(0, 9)) == "abc"
    assert slugs(wish.without(1)) == "ac"
    assert slugs(wish.with_stop(Pick("plek", "a"))) == "abca"
    assert slugs(wish.with_stop(Pick("plek", "c"))) == "abc"
