"""What places, activities and initiatives tell to who only points to them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from common.links import kinds
from common.moderation.states import State
from initiatives.dates.sync import sync_occurrences
from places.hours import clock
from tests.kit.factories import (
    VALKENBERG,
    change_date,
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HERE = ZoneInfo("Europe/Amsterdam")


def at(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=HERE)


DAY = at(24, 8), at(25, 2)  # a Tuesday, and its night


def spans(windows):
    return windows and [(f"{one:%H.%M}", f"{other:%H.%M}") for one, other in windows]


def place_windows(begin=DAY[0], end=DAY[1], **facts):
    place = make_place(kind="buurthuis", **facts)
    return kinds.windows([("plek", place.pk)], begin, end)["plek", place.pk]


def test_a_place_is_open_in_the_windows_that_its_hours_say():
    found = place_windows(opening_hours="Tu 10:00-12:00,13:00-17:00")

    assert spans(found) == [("10.00", "12.00"), ("13.00", "17.00")]


def test_a_window_is_cut_where_the_question_begins_and_ends():
    found = place_windows(at(24, 11), at(24, 16), opening_hours="Tu 10:00-17:00")

    assert spans(found) == [("11.00", "16.00")]


def test_a_window_goes_on_past_midnight():
    found = place_windows(at(24, 12), at(25, 6), opening_hours="Tu 20:00-02:00")

    assert spans(found) == [("20.00", "02.00")]


def test_closed_all_day_is_known_and_has_no_window():
    assert place_windows(opening_hours="Mo 10:00-12:00") == []


@pytest.mark.parametrize("hours", ["", 'Tu "op afspraak"'])
def test_of_hours_that_nobody_knows_there_are_no_windows_at_all(hours):
    assert place_windows(opening_hours=hours) is kinds.UNKNOWN


def test_a_check_that_is_out_of_date_makes_the_hours_unknown():
    assert place_windows(
        opening_hours="Mo-Su 09:00-22:00", checked_on=date(2015, 1, 1)
    ) is (kinds.UNKNOWN)


def test_what_is_always_open_stays_so_without_a_check():
    found = place_windows(opening_hours="24/7", checked_on=date(2015, 1, 1))

    assert spans(found) == [("08.00", "02.00")]


def test_a_night_on_which_the_clock_goes_back_lasts_an_hour_longer():
    [(begin, end)] = clock.open_windows(
        "Sa 22:00-04:00", at(24, 20, month=10), at(25, 9, month=10)
    )

    assert end.timestamp() - begin.timestamp() == 7 * 3600


def test_a_place_tells_where_it_is_and_what_is_there():
    place = make_place(kind="picknicktafel", point=VALKENBERG, toilets=True)

    told = kinds.told([("plek", place.pk)])["plek", place.pk]

    assert (told.lon, told.lat) == (VALKENBERG.x, VALKENBERG.y)
    assert told.offers == {kinds.SEAT, kinds.TOILET}
    assert told.url == place.get_absolute_url()


def test_the_toilet_of_a_cafe_is_for_its_guests():
    place = make_place(kind="cafe", toilets=True, cost="consumption")

    assert kinds.TOILET not in kinds.told([("plek", place.pk)])["plek", place.pk].offers


def test_what_is_not_public_is_not_told():
    place = make_place(state=State.SUGGESTED)

    assert kinds.told([("plek", place.pk), ("niets", 1)]) == {}


def test_the_dates_of_an_activity_are_its_windows():
    activity = make_activity()
    change_date(activity, date(2026, 12, 1), "cancel", reason="Ziek")
    sync_occurrences(activity)
    key = ("activiteit", activity.pk)

    on = kinds.windows([key], at(24, 8), at(24, 23))[key]
    called_off = kinds.windows([key], at(1, 8, month=12), at(1, 23, month=12))[key]

    assert (spans(on), called_off) == ([("10.00", "12.00")], [])


def test_an_activity_has_the_telephone_of_who_organises_it():
    organisation = make_organisation(phone="076 123 45 67")
    activity = make_activity(organisation=organisation, starts_at=time(14))
    key = ("activiteit", activity.pk)

    told = kinds.told([key])[key]

    assert (told.telephone, told.has_point) == ("076 123 45 67", True)


def test_an_initiative_is_where_its_place_is_and_open_when_that_is():
    place = make_place(
        kind="buurthuis", point=VALKENBERG, opening_hours="Tu 10:00-17:00"
    )
    initiative = make_initiative()
    initiative.places.add(place)
    key = ("initiatief", initiative.pk)

    assert kinds.told([key])[key].lat == VALKENBERG.y
    found = kinds.windows([key], at(24, 8), at(24, 23))[key]
    assert spans(found) == [("10.00", "17.00")]


def test_an_initiative_without_a_place_is_nowhere():
    key = ("initiatief", make_initiative().pk)

    assert not kinds.told([key])[key].has_point
    assert kinds.windows([key], at(24, 8), at(24, 23)) == {}


def test_words_find_what_is_called_so():
    place = make_place(name="Tafel van Belcrum")
    make_place(name="Iets anders")

    assert [each.slug for each in kinds.find("tafel belcrum")] == [place.slug]


def test_many_things_cost_as_many_questions_as_one(django_assert_max_num_queries):
    some = [make_initiative() for _each in range(5)]
    for each in some:
        each.places.add(make_place(opening_hours="Tu 10:00-17:00"))
    keys = [("initiatief", each.pk) for each in some]
    keys += [("plek", make_place().pk) for _each in range(5)]
    keys += [("activiteit", make_activity().pk) for _each in range(3)]

    with django_assert_max_num_queries(8):
        kinds.told(keys)
    with django_assert_max_num_queries(8):
        kinds.windows(keys, at(24, 8), at(24, 23))
