from tours.facts.timing import ALWAYS, Pace, Stop
from tours.facts.ways_out import BEGIN, MOVE, SKIP, ways_out

QUIET = Pace(12, 1.3)
NOON = 29_000_000 // 60 * 60
STEP = 0.009


def north(kilometres, stay=0, windows=ALWAYS):
    return Stop(4.77, 51.58 + kilometres * STEP, stay, windows)


def ways(stops, not_before=NOON - 600):
    return {each.do: each for each in ways_out(stops, NOON, QUIET, not_before)}


def test_what_fits_needs_no_way_out():
    assert ways([north(0), north(1)]) == {}


def test_each_way_is_one_that_makes_it_fit():
    shut = north(2, 10, ((NOON - 300, NOON + 40),))

    found = ways([north(0), north(1, 60), shut])

    assert (found[MOVE].number, found[MOVE].to) == (2, 1)
    assert found[BEGIN].departure == NOON - 45  # 14 + 60 + 10 minutes, until 40 past
    assert found[SKIP].number == 2


def test_a_way_that_does_not_help_is_not_offered():
    shut = north(9, 30, ((NOON - 300, NOON + 60),))

    found = ways([north(0), north(1, 60), shut], NOON - 5)

    assert MOVE not in found
    assert BEGIN not in found
    assert found[SKIP].number == 2


def test_nobody_begins_before_the_time_that_is_now():
    shut = north(1, 20, ((NOON - 60, NOON + 20),))

    assert BEGIN not in ways([north(0), shut], not_before=NOON)
