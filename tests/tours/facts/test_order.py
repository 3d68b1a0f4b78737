import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tours.facts.brute import best
from tours.facts.order import LONGEST_WAIT, Table, best_order, has_chance
from tours.facts.timing import ALWAYS, Pace, Stop, leg, timing

QUIET = Pace(12, 1.3)
NOON = 29_000_000  # some noon
STEP = 0.009  # degrees of latitude: a kilometre, and seven minutes with the factor


def north(kilometres, stay=0, windows=ALWAYS):
    return Stop(4.77, 51.58 + kilometres * STEP, stay, windows)


@st.composite
def windows(draw):
    found, at = [], NOON - draw(st.integers(0, 90))
    for _ in range(draw(st.integers(1, 3))):
        closes = at + draw(st.integers(1, 150))
        found.append((at, closes))
        at = closes + draw(st.integers(1, 120))
    return tuple(found) if found[-1][1] > NOON else ((NOON, NOON + 60),)


stops = st.builds(
    Stop,
    st.integers(4700, 4860).map(lambda each: each / 1000),
    st.integers(51550, 51620).map(lambda each: each / 1000),
    st.sampled_from([0, 5, 20, 45, 240]),
    st.one_of(st.just(ALWAYS), windows()),
)


def as_brute(order):
    return order.late, order.wait, order.metres, order.departure, order.stops


@settings(max_examples=60, deadline=None)
@given(
    st.lists(stops, min_size=1, max_size=6),
    st.lists(st.integers(0, 20), min_size=1, max_size=3, unique=True),
    st.sampled_from([Pace(12, 1.3), Pace(18, 1.0), Pace(4, 1.3)]),
    st.booleans(),
)
def test_it_is_the_best_of_all_orders_and_departures(some, quarters, pace, is_fixed):
    departures = [NOON + 15 * each for each in sorted(quarters)]
    some = [stop for stop in some if has_chance(stop, departures)] or [north(0)]
    start = 0 if is_fixed else None

    found = best_order(some, departures, pace, start)

    assert as_brute(found) == best(some, departures, pace, start)


@settings(max_examples=3, deadline=None)
@given(st.lists(stops, min_size=8, max_size=8))
def test_so_it_is_of_eight_stops(some):
    some = [stop if has_chance(stop, [NOON]) else north(0) for stop in some]

    assert as_brute(best_order(some, [NOON], QUIET)) == best(some, [NOON], QUIET)


@settings(max_examples=60, deadline=None)
@given(st.lists(stops, min_size=1, max_size=7))
def test_what_it_costs_is_what_the_times_of_that_order_say(some):
    some = [stop for stop in some if has_chance(stop, [NOON])] or [north(0)]

    found = best_order(some, [NOON], QUIET)

    ridden = timing([some[each] for each in found.stops], found.departure, QUIET)
    assert (ridden.late, ridden.waiting, ridden.metres) == found[2:]


def test_without_hours_the_shortest_road_wins():
    some = [north(0), north(3), north(1), north(2)]

    assert best_order(some, [NOON], QUIET).stops == [0, 2, 3, 1]


def test_a_stop_that_closes_early_comes_first_though_the_road_is_longer():
    some = [north(0), north(1, 30), north(2, 10, ((NOON - 60, NOON + 30),))]

    found = best_order(some, [NOON], QUIET, start=0)

    assert found.stops == [0, 2, 1]
    assert found.is_feasible


def test_a_detour_is_better_than_waiting():
    """Straight on it would stand before a closed door for a while."""
    some = [north(0), north(1, 0, ((NOON + 20, NOON + 90),)), north(2)]

    found = best_order(some, [NOON], QUIET, start=0)

    assert (found.stops, found.wait) == ([0, 2, 1], 0)


def test_who_leaves_later_need_not_wait():
    some = [north(0), north(1, 0, ((NOON + 37, NOON + 90),))]

    found = best_order(some, [NOON, NOON + 15, NOON + 30], QUIET, start=0)

    assert (found.departure, found.wait) == (NOON + 30, 0)


def test_a_stay_fits_within_one_window():
    """Two short ones are not one long one."""
    split = ((NOON, NOON + 20), (NOON + 25, NOON + 100))

    found = best_order([north(0, 30, split)], [NOON], QUIET)

    assert (found.late, found.wait) == (0, 25)


def test_it_goes_on_past_midnight():
    night = NOON + 12 * 60
    some = [north(0, 0, ((night - 10, night + 30),)), north(1, 0, ((night + 5, FAR),))]

    found = best_order(some, [night - 5], QUIET)

    assert (found.stops, found.wait, found.late) == ([0, 1], 3, 0)


FAR = NOON + LONGEST_WAIT * 3


def test_what_cannot_be_done_says_by_how_few_minutes():
    some = [north(0, 30), north(1, 20, ((NOON, NOON + 40),))]

    found = best_order(some, [NOON], QUIET, start=0)

    assert not found.is_feasible
    assert found.late == 30 + 7 + 20 - 40


def test_equals_come_in_the_order_in_which_they_were_given():
    some = [north(1), north(0), north(1), north(0)]

    assert best_order(some, [NOON, NOON + 15], QUIET)[:2] == ([0, 2, 1, 3], NOON)


@pytest.mark.parametrize(
    "windows",
    [None, (), ((NOON - 60, NOON),), ((NOON + LONGEST_WAIT + 1, FAR),)],
    ids=["unknown", "closed", "over", "tomorrow"],
)
def test_what_is_not_open_in_time_is_not_planned(windows):
    shut = north(0, 0, windows)

    assert not has_chance(shut, [NOON])
    with pytest.raises(ValueError, match="closed"):
        best_order([shut], [NOON], QUIET)


@pytest.mark.parametrize("many", [0, 13])
def test_too_few_or_too_many_are_refused(many):
    with pytest.raises(ValueError, match="twelve"):
        best_order([north(0)] * many, [NOON], QUIET)


def test_how_long_one_stays_makes_the_table_no_larger():
    """Of a stay that differs much from stop to stop, its sets tell all."""
    short = [north(each) for each in range(7)]
    long = [stop._replace(stay=240 * (at % 2)) for at, stop in enumerate(short)]

    def minutes_kept(stops):
        legs = [[leg(one, other, QUIET) for other in stops] for one in stops]
        table = Table(stops, legs, NOON, NOON + 300)
        return sum(len(minutes) for minutes in table.nexts.values())

    assert minutes_kept(long) == minutes_kept(short)


def test_twelve_stops_are_put_in_order():
    some = [north(each * 5 % 12) for each in range(12)]

    found = best_order(some, [NOON], QUIET)

    assert [each * 5 % 12 for each in found.stops] in [
        list(range(12)),
        list(range(11, -1, -1)),
    ]
