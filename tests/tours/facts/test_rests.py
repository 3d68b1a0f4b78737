from tours.facts.rests import Spot, with_rests
from tours.facts.timing import Pace, Stop

QUIET = Pace(12, 1.3)
STEP = 0.009  # degrees of latitude: a kilometre, and seven minutes


def north(kilometres, stay=0):
    return Stop(4.77, 51.5 + kilometres * STEP, stay)


def bench(kilometres, aside=0.0):
    return Spot(f"{kilometres}", 4.77 + aside, 51.5 + kilometres * STEP)


def test_a_rest_comes_before_one_rides_for_too_long():
    found = with_rests([north(0), north(10)], [bench(2), bench(4), bench(6)], QUIET, 45)

    assert found.way == [0, bench(6), 1]
    assert found.lacking == []


def test_the_shortest_detour_wins():
    spots = [bench(5, aside=0.02), bench(4)]

    assert with_rests([north(0), north(10)], spots, QUIET, 45).way == [0, bench(4), 1]


def test_a_stop_where_one_stays_is_a_rest():
    found = with_rests([north(0), north(5, stay=20), north(10)], [], QUIET, 45)

    assert found.way == [0, 1, 2]


def test_two_short_legs_count_together():
    found = with_rests([north(0), north(4), north(8)], [bench(5)], QUIET, 45)

    assert found.way == [0, 1, bench(5), 2]


def test_where_there_is_nothing_to_sit_on_it_says_so():
    found = with_rests([north(0), north(10)], [bench(9)], QUIET, 45)

    assert (found.way, found.lacking) == ([0, 1], [0])
