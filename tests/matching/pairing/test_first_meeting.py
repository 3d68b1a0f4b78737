"""Where two see each other first: public, open, step-free if asked, half way."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from common.kit.geo import point_at
from matching.facts.steps import SIDES, Move
from matching.pairing.first_meeting import middle, moments, suggestions
from matching.pairing.moving import introduce, move
from tests.kit.factories import kind, make_place
from tests.kit.letters import letters
from tests.matching.people import (
    make_offer,
    make_pair,
    make_policy,
    make_wish,
    person,
    seen_all,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("geometry")]
HERE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 23, 12, tzinfo=HERE)  # a Monday
WEST, EAST = (4.750, 51.580), (4.770, 51.580)
TUESDAYS = person(moments=("tu-morning",))


def at(lon, lat=51.580, **facts):
    return make_place(point=point_at(lat, lon), opening_hours="Tu 09:00-12:00", **facts)


def found(one=TUESDAYS, other=TUESDAYS, spots=(WEST, EAST)):
    return suggestions([one, other], list(spots), NOW)


def test_the_place_half_way_comes_first():
    far, near = at(4.753), at(4.7601)
    assert [each.place for each in found()] == [near, far]


def test_it_is_open_at_the_first_moment_that_both_can():
    at(4.76)
    [offered] = found()
    assert offered.begins == datetime(2026, 12, 1, 10, tzinfo=HERE)


def test_what_is_closed_by_then_or_unknown_is_not_proposed():
    make_place(point=point_at(51.58, 4.76), opening_hours="We 09:00-12:00")
    make_place(point=point_at(51.58, 4.76), kind=kind("bibliotheek"))
    assert found() == []


def test_who_asks_a_step_free_place_gets_none_that_is_not_known_to_be_so():
    at(4.76, step_free="unknown")
    free = at(4.761, step_free="yes")
    asks = replace(TUESDAYS, step_free=True)
    assert [each.place for each in found(other=asks)] == [free]
    assert len(found()) == 2


def test_where_people_are_comes_before_a_bench():
    make_place(point=point_at(51.58, 4.76), kind=kind("bankje"), opening_hours="24/7")
    library = at(4.765, kind=kind("bibliotheek"))
    assert [each.place for each in found()] == [library]


def test_a_place_that_is_not_public_is_not_proposed():
    at(4.76, state="suggested")
    assert found() == []


def test_of_two_who_live_nowhere_known_nothing_is_half_way():
    at(4.76)
    assert found(spots=(None, None)) == []
    assert len(found(spots=(WEST, None))) == 1


def test_nobody_is_proposed_a_moment_that_comes_before_the_mail_is_read():
    codes = ["mo-afternoon", "tu-morning", "th-evening"]
    assert moments(codes, NOW)[0] == datetime(2026, 11, 26, 19, tzinfo=HERE)


def test_an_hour_stays_the_same_when_the_clock_changes():
    before = datetime(2026, 3, 26, 12, tzinfo=HERE)
    first = moments(["su-morning"], before)[0]
    assert (first.astimezone(HERE).hour, first.utcoffset().seconds) == (10, 7200)


def test_half_way_is_the_middle():
    assert middle(WEST, EAST) == pytest.approx((4.76, 51.58))


def test_who_only_meets_on_line_gets_a_moment_and_no_place():
    at(4.76)
    online = replace(TUESDAYS, ways=("online",))
    offered = found(one=online, other=replace(TUESDAYS, ways=("online", "outside")))
    assert [each.place for each in offered] == [None]


def test_two_who_meet_on_line_are_introduced_without_a_place():
    make_policy()
    pair = make_pair(
        make_wish(ways=("online",)),
        make_offer(ways=("online",), seen=seen_all(NOW.date())),
    )
    for step in (Move.STILL, Move.YES):
        for side in SIDES:
            move(pair, step, NOW, side)
    introduce(pair, None, NOW, NOW)

    pair.refresh_from_db()
    assert (pair.place, pair.meets_at) == (None, NOW)
    told = [each for each in letters() if each.subject == "Jullie zeiden allebei ja"]
    assert len(told) == 2
    assert all(
        "online" in each.body and "openbare plek" not in each.body for each in told
    )
