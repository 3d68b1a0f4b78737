"""Staff fill in a week; the grammar of OpenStreetMap is what is stored."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from places.hours import Calendar, clock
from places.hours.evaluation import spans_on
from places.hours.grammar import read
from places.hours.grid import Day, Grid, of_hours, to_hours
from places.hours.rules import Rules, State
from places.models import ClosingDay, MapVersion, Place
from places.staff.week_field import cells_of, hours_of, lines_ahead
from tests.kit.factories import made, make_place, make_places, make_staff, make_user

pytestmark = pytest.mark.once

MORNING, AFTERNOON = (540, 720), (780, 1020)
DAYS = [date(2026, 11, 1) + timedelta(days=each) for each in range(80)]


@pytest.mark.parametrize(
    "hours",
    [
        "Mo-Fr 09:00-17:00",
        "Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-13:00; PH off",
        "Mo,Tu,Th 09:00-17:00; SH off; PH 10:00-12:00",
        "Fr,Sa 20:00-02:00; PH off",
        'We 10:00-12:00 "op afspraak"',
        'Mo "op afspraak"; Tu-Fr 09:00-17:00',
        "Mo-Su 00:00-24:00; PH off",
    ],
)
def test_hours_of_a_week_come_back_as_they_were(hours):
    assert to_hours(of_hours(hours)) == hours
    assert hours_of(cells_of(hours)) == hours


@pytest.mark.parametrize(
    "hours",
    [
        "Apr-Sep Mo-Fr 09:00-17:00",
        "Tu[1] 10:00-12:00",
        "week 1-20/2 We 10:00-12:00",
        "Mo-Fr 09:00-12:00,13:00-15:00,16:00-18:00",
        "Mo-Fr 18:00+",
        "Mo-Fr sunrise-sunset",
        "Mo-Fr 09:00-17:00; Dec 24 off",
        'Mo-Fr 09:00-17:00 "bel eerst"',
        "SH Mo-Fr 10:00-12:00",
        "geen grammatica",
    ],
)
def test_hours_that_say_more_than_a_week_have_no_grid_and_stay_as_they_are(hours):
    assert of_hours(hours) is None
    assert hours_of(cells_of(hours)) == hours


@pytest.mark.parametrize(
    ("hours", "expected"),
    [("", ""), ("24/7", "24/7"), ("09:00-17:00", "Mo-Su 09:00-17:00")],
)
def test_nothing_and_always_are_choices_of_their_own(hours, expected):
    assert hours_of(cells_of(hours)) == expected


def opens(rules, day, calendar):
    spans = spans_on(rules, day, calendar)
    return [span for span in spans if span.state is not State.CLOSED]


def test_real_hours_mean_the_same_after_a_turn_through_the_grid(shared_data):
    lines = (shared_data / "osm" / "opening_hours.txt").read_text().splitlines()
    calendar, fit = Calendar(school_region="zuid"), 0
    for hours in lines:
        grid = of_hours(hours)
        if grid is None or not (again := to_hours(grid)):
            continue
        fit += 1
        before, after = read(hours), read(again)
        for day in DAYS:
            said, kept = (opens(rules, day, calendar) for rules in (before, after))
            assert said == kept, f"{hours} became {again}, on {day}"
    assert fit > 150


times = st.integers(0, 96).map(lambda quarter: quarter * 15)
one_span = (
    st.tuples(times, times)
    .filter(lambda span: span[0] != span[1] and span[0] != 1440)
    .map(lambda span: span if span[1] > span[0] else (span[0], span[1] + 1440))
    .filter(lambda span: span[1] != 1440 or span[0] > 0)
)
two_spans = st.lists(st.integers(0, 96), min_size=4, max_size=4, unique=True).map(
    lambda each: tuple(
        (a * 15, b * 15) for a, b in [sorted(each)[:2], sorted(each)[2:]]
    )
)
spans = st.one_of(st.just(()), one_span.map(lambda span: (span,)), two_spans)
day = st.builds(Day, spans, st.booleans())
grids = st.builds(
    Grid,
    st.lists(day, min_size=7, max_size=7).map(tuple),
    st.one_of(st.none(), day),
    st.booleans(),
)


@given(grids)
def test_whatever_is_filled_in_is_understood_and_comes_back(grid):
    hours = to_hours(grid)
    if hours:
        assert isinstance(read(hours), Rules), hours
        assert of_hours(hours) == grid


def filled(**cells):
    return {"mode": "week", "holidays": "closed"} | {
        name.replace("_", "-").removeprefix("d"): text for name, text in cells.items()
    }


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("9", "17", "Mo 09:00-17:00; PH off"),
        ("9.30", "17:00", "Mo 09:30-17:00; PH off"),
        ("09:30", "24", "Mo 09:30-24:00; PH off"),
        ("20", "1", "Mo 20:00-01:00; PH off"),
        ("0", "24.00", "Mo 00:00-24:00; PH off"),
    ],
)
def test_times_are_written_as_people_write_them(start, end, expected):
    assert hours_of(filled(d0_0_start=start, d0_0_end=end)) == expected


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"d1_0_start": "25", "d1_0_end": "26"}, "dinsdag: “25” is geen tijd"),
        ({"d1_0_start": "9.61", "d1_0_end": "12"}, "dinsdag: “9.61” is geen tijd"),
        ({"d1_0_start": "negen", "d1_0_end": "12"}, "dinsdag: “negen” is geen tijd"),
        ({"d1_0_start": "9"}, "dinsdag: een begin en een eind horen bij elkaar"),
        ({"d1_0_start": "9", "d1_0_end": "9"}, "begint en eindigt op dezelfde tijd"),
        (
            {
                "d1_0_start": "9",
                "d1_0_end": "13",
                "d1_1_start": "12",
                "d1_1_end": "17",
            },
            "de tweede tijd begint voor de eerste voorbij is",
        ),
        ({}, "Vul minstens één dag in"),
        ({"holidays": "open"}, "Zeg van hoe laat tot hoe laat"),
    ],
)
def test_what_is_wrong_is_said_with_its_day(cells, words):
    with pytest.raises(ValidationError) as caught:
        hours_of(filled(**cells))

    assert words in " ".join(caught.value.messages)


def test_every_wrong_day_is_named_at_once():
    with pytest.raises(ValidationError) as caught:
        hours_of(filled(d0_0_start="x", d0_0_end="12", d4_0_start="9"))

    assert len(caught.value.messages) == 2


@pytest.mark.django_db
def test_eight_days_are_told_in_words():
    lines = lines_ahead("Mo-Fr 09:00-17:00; PH off", date(2026, 12, 24))

    assert len(lines) == 8
    assert lines[0] == "donderdag 9.00 – 17.00"
    assert lines[1] == "vrijdag dicht"  # Christmas
    assert lines[7] == "donderdag 9.00 – 17.00"


URL = "/beheer/places/place/openingstijden/"


@pytest.mark.django_db
def test_staff_see_the_days_ahead_while_they_fill_in(client):
    client.force_login(make_staff())

    right = client.get(URL, {"mode": "week", "0-0-start": "9", "0-0-end": "17"}).json()
    wrong = client.get(URL, {"mode": "week", "0-0-start": "9", "0-0-end": "x"}).json()

    assert len(right["days"]) == 8
    assert wrong["days"] == []
    assert "maandag" in wrong["errors"][0]


@pytest.mark.django_db
def test_nobody_else_is_told_anything(client):
    assert client.get(URL).status_code == 302
    client.force_login(make_user(is_staff=True))
    assert client.get(URL).status_code == 403


@pytest.mark.django_db
def test_staff_store_a_week_and_never_see_the_grammar(client):
    client.force_login(make_staff())
    place = make_place(kind="bibliotheek", opening_hours="Mo-Fr 09:00-17:00; PH off")
    url = f"/beheer/places/place/{place.pk}/change/"
    page = client.get(url)
    assert "Mo-Fr" not in page.content.decode()
    form = form_of(page)

    client.post(
        url, form | {"opening_hours-5-0-start": "10", "opening_hours-5-0-end": "13"}
    )

    place.refresh_from_db()
    assert place.opening_hours == "Mo-Fr 09:00-17:00; Sa 10:00-13:00; PH off"


@pytest.mark.django_db
def test_what_was_filled_in_wrong_is_still_there(client):
    client.force_login(make_staff())
    place = make_place(kind="bibliotheek")
    url = f"/beheer/places/place/{place.pk}/change/"
    form = form_of(client.get(url)) | {
        "opening_hours-mode": "week",
        "opening_hours-2-0-start": "half tien",
        "opening_hours-2-0-end": "12",
    }

    text = client.post(url, form).content.decode()

    assert 'value="half tien"' in text
    assert "woensdag: “half tien” is geen tijd" in text


def form_of(page) -> dict:
    """What a browser would send back of an admin page without touching it."""
    form = page.context["adminform"].form
    data = {
        f"{rows}-{name}_FORMS": 0
        for rows in ("photos", "staff_contact")
        for name in ("TOTAL", "INITIAL")
    }
    for name in form.fields:
        value = form[name].value()
        if name == "opening_hours":
            data |= {f"{name}-{key}": text for key, text in cells_of(value).items()}
        elif value not in (None, "", [], False):
            prepared = form.fields[name].prepare_value(value)
            data[name] = prepared
    return data


@pytest.mark.django_db
def test_hours_that_a_week_can_not_say_are_kept_until_staff_choose_otherwise(client):
    client.force_login(make_staff())
    hours = "Apr-Sep Mo-Fr 09:00-17:00"
    place = make_place(kind="bibliotheek", opening_hours=hours)
    url = f"/beheer/places/place/{place.pk}/change/"

    client.post(url, form_of(client.get(url)))

    assert Place.objects.get().opening_hours == hours


# The municipality's own closing days.


@pytest.mark.django_db
def test_a_closing_day_is_as_a_public_holiday_from_then_on(client, time_machine):
    time_machine.move_to("2027-02-09 11:00+01:00", tick=False)  # a Tuesday
    make_place(
        name="Bieb", kind="bibliotheek", opening_hours="Mo-Fr 09:00-17:00; PH off"
    )
    address = "/plekken/?open=nu"
    assert client.get(address).context["page"].paginator.count == 1
    version = MapVersion.current()

    day = made(ClosingDay(date=date(2027, 2, 9), name="Carnaval"))

    assert client.get(address).context["page"].paginator.count == 0
    assert MapVersion.current() > version
    day.delete()
    assert client.get(address).context["page"].paginator.count == 1


@pytest.mark.django_db
def test_closing_days_are_read_once_for_a_page(client, django_assert_max_num_queries):
    made(ClosingDay(date=date(2027, 2, 9), name="Carnaval"))
    make_places(
        {"kind": "bibliotheek", "opening_hours": "Mo-Fr 09:00-17:00"}
        for _number in range(20)
    )
    client.get("/plekken/?gratis=alles&open=2026-12-01T10:00")

    with django_assert_max_num_queries(11):  # of which one is for the closing days
        client.get("/plekken/?gratis=alles&open=2026-12-01T10:00")


@pytest.mark.django_db
def test_a_closing_day_has_a_reason_and_a_day_is_closed_once():
    made(ClosingDay(date=date(2027, 2, 9), name="Carnaval"))

    for wrong in [
        ClosingDay(date=date(2027, 2, 10), name=""),
        ClosingDay(date=date(2027, 2, 9), name="Nog eens"),
    ]:
        with pytest.raises(ValidationError):
            wrong.full_clean()


@pytest.mark.django_db
def test_staff_add_a_closing_day(client):
    client.force_login(make_staff())

    client.post(
        "/beheer/places/closingday/add/", {"date": "16-02-2027", "name": "Carnaval"}
    )

    assert clock.calendar().is_public_holiday(date(2027, 2, 16))
