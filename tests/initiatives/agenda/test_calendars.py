"""Calendars, as two readers of others read them: icalendar and ical.js."""

import json
import shutil
import subprocess
from copy import copy
from datetime import UTC, date, datetime, time
from pathlib import Path

import icalendar
import pytest
from django.db.models.base import ModelState

from common.kit.storing import store
from common.moderation.states import State
from initiatives.agenda.calendars import calendar
from initiatives.models import Activity, Occurrence
from places.models import Place
from tests.initiatives.facts.test_recurrence import TABLE
from tests.kit.factories import (
    change_date,
    make_activity,
    make_neighbourhood,
    make_organisation,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
JS = Path(__file__).parents[2] / "kit" / "js"
NOW = datetime(2026, 11, 4, 11, tzinfo=UTC)
has_ical_js = pytest.mark.skipif(
    not (shutil.which("node") and (JS / "node_modules" / "ical.js").is_dir()),
    reason="ical.js comes with npm, which is not on every machine",
)


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


def written(*activities) -> bytes:
    return calendar(activities, "https://ontmoeten.example.nl", "Agenda")


def read(text: bytes) -> icalendar.Calendar:
    """Without a complaint: no errors, nothing missing, every time zone known."""
    [found] = icalendar.Calendar.from_ical(text, multiple=True)
    for part in found.walk():
        assert part.errors == []
        missing = [name for name in part.required if name not in part]
        assert missing == [], part.name
    assert not found.get_missing_tzids()
    return found


def events(text: bytes):
    return list(read(text).walk("VEVENT"))


def as_ical_js_shows(text: bytes, until="2027-02-01T00:00:00") -> list[tuple]:
    found = subprocess.run(
        ["node", JS / "calendar.mjs", until],
        input=text,
        capture_output=True,
        check=True,
    )
    shown = [
        (each["start"], each["end"], each["cancelled"])
        for each in json.loads(found.stdout)
    ]
    return sorted(shown)


def as_we_show(activity, until=date(2027, 2, 1)) -> list[tuple]:
    def utc(moment):
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"

    times = activity.series.times(activity.first_on, until)
    return sorted((utc(t.starts_at), utc(t.ends_at), t.is_cancelled) for t in times)


def changed(activity):
    """Skipped, called off, moved, at another time and extra dates."""
    changes = [
        {"rule_date": date(2026, 11, 10), "kind": "skip"},
        {"rule_date": date(2026, 11, 17), "kind": "cancel", "reason": "Ziek"},
        {"rule_date": date(2026, 11, 24), "kind": "move", "to": date(2026, 11, 25)},
        {"rule_date": date(2026, 12, 1), "kind": "move", "at": time(15), "minutes": 60},
        {"rule_date": date(2026, 12, 5), "kind": "extra"},
        {
            "rule_date": date(2026, 12, 6),
            "kind": "extra",
            "at": time(11),
            "minutes": 30,
        },
    ]
    for change in changes:
        change_date(activity=activity, **change)
    return Activity.objects.get(pk=activity.pk)


def test_icalendar_reads_it_without_a_complaint():
    place = make_place(name="De Huiskamer; achterin, links", address="Straat 1")
    text = written(
        changed(make_activity(place=place, organisation=make_organisation())),
        make_activity(rule="", name="Één keer: \\ “groot” feest\nmet regel"),
    )

    first, *_rest = events(text)

    assert first["LOCATION"] == "De Huiskamer; achterin, links, Straat 1"
    assert first["DTSTART"].dt.isoformat() == "2026-11-03T10:00:00+01:00"
    assert first["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))


@has_ical_js
def test_ical_js_shows_the_times_that_we_show():
    activity = changed(make_activity())

    assert as_ical_js_shows(written(activity)) == as_we_show(activity)


@has_ical_js
@pytest.mark.long(2)
def test_ical_js_shows_every_rule_as_we_do():
    activities = []
    for what, first, rule, *_asked in TABLE:
        if day := rule.first_on(_first_day(first)):
            activities.append(make_activity(name=what, rule=str(rule), first_on=day))
    until = date(2029, 7, 1)

    shown = as_ical_js_shows(written(*activities), f"{until}T00:00:00")

    expected = [row for each in activities for row in as_we_show(each, until)]
    assert len(expected) > 1000
    assert shown == sorted(expected)


def _first_day(text: str) -> date:
    year, _colon, rest = text.rpartition(": ")
    day, month = rest.split("-")
    return date(int(year or 2026), int(month), int(day))


@has_ical_js
@pytest.mark.parametrize("first_on", [date(2026, 3, 22), date(2026, 10, 18)])
def test_it_is_right_over_both_changes_of_the_clock(first_on):
    activity = make_activity(first_on=first_on, rule="FREQ=WEEKLY;BYDAY=SU")

    until = date(first_on.year, first_on.month + 1, 15)
    shown = as_ical_js_shows(written(activity), f"{until}T00:00:00")

    assert shown == as_we_show(activity, until)
    assert len({start[11:16] for start, _end, _cancelled in shown}) == 2  # in UTC


def test_what_is_once_and_called_off_says_so():
    once = make_activity(rule="", first_on=date(2026, 11, 10))
    change_date(activity=once, rule_date=date(2026, 11, 10), kind="cancel")

    [event] = events(written(Activity.objects.get(pk=once.pk)))

    assert event["STATUS"] == "CANCELLED"
    assert "RECURRENCE-ID" not in event


def test_nobody_is_named_in_a_calendar():
    activity = make_activity(received_by="Els van de Koffie")

    assert b"Els" not in written(activity)


def test_a_change_of_a_date_makes_calendars_look_again(time_machine):
    activity = make_activity()
    before = events(written(activity))[0]["LAST-MODIFIED"].dt
    time_machine.move_to("2026-11-05 12:00+01:00")

    change_date(activity=activity, rule_date=date(2026, 11, 10), kind="skip")

    after = events(written(Activity.objects.get(pk=activity.pk)))[0]
    assert after["LAST-MODIFIED"].dt > before


@has_ical_js
@pytest.mark.parametrize("rule", ["", "FREQ=WEEKLY;BYDAY=TU"])
def test_ical_js_shows_loose_and_extra_dates_in_all_their_states(rule):
    activity = make_activity(rule=rule, first_on=date(2026, 11, 3))
    facts = {"kind": "extra"}
    change_date(activity=activity, rule_date=date(2026, 11, 12), **facts)
    change_date(activity=activity, rule_date=date(2026, 11, 18), at=time(15), **facts)
    change_date(
        activity=activity, rule_date=date(2026, 11, 19), to=date(2026, 11, 20), **facts
    )
    change_date(
        activity=activity, rule_date=date(2026, 11, 26), kind="cancel", was_extra=True
    )
    activity = Activity.objects.get(pk=activity.pk)

    assert as_ical_js_shows(written(activity)) == as_we_show(activity)


def feed(client, path, **query):
    response = client.get(path, query)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["SUMMARY"]) for event in events(response.content)}


def test_there_is_a_calendar_of_everything_a_place_an_organisation_an_activity(client):
    place, club = make_place(slug="plein"), make_organisation(slug="club")
    make_activity(name="Koffie", slug="koffie", place=place, feelings=["praatje"])
    make_activity(name="Soep", organisation=club, feelings=["eten"])
    make_activity(name="Geheim", place=place, state=State.SUGGESTED)

    assert feed(client, "/agenda.ics") == {"Koffie", "Soep"}
    assert feed(client, "/agenda.ics", zin="eten") == {"Soep"}
    assert feed(client, "/plekken/plein/agenda.ics") == {"Koffie"}
    assert feed(client, "/organisaties/club/agenda.ics") == {"Soep"}
    assert feed(client, "/agenda/koffie.ics") == {"Koffie"}


def test_a_calendar_costs_as_many_queries_for_many_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    make_activity(organisation=make_organisation())
    with django_assert_max_num_queries(12) as one:
        client.get("/agenda.ics")
    for _number in range(5):
        make_activity(organisation=make_organisation())

    with django_assert_num_queries(len(one)):
        client.get("/agenda.ics")


def test_a_calendar_leaves_out_what_is_over(client):
    make_activity(name="Voorbij", rule="", first_on=date(2026, 11, 3))
    make_activity(name="Komt nog", rule="", first_on=date(2026, 11, 5))

    assert feed(client, "/agenda.ics") == {"Komt nog"}


def test_a_neighbourhood_has_a_calendar_of_what_is_in_it(client):
    area = make_neighbourhood(name="Belcrum", slug="belcrum")
    here = make_place(neighbourhood=area, neighbourhood_from="staff")
    other = make_neighbourhood(name="Haagpoort")
    make_activity(name="Koffie", place=here)
    make_activity(name="Tent", where="Achter de kerk", neighbourhood=area)
    make_activity(name="Uitstapje", place=here, neighbourhood=other)
    make_activity(name="Geheim", place=here, state=State.SUGGESTED)

    assert feed(client, "/buurten/belcrum/agenda.ics") == {"Koffie", "Tent"}
    english = client.get("/en/buurten/belcrum/agenda.ics")
    assert read(english.content)["X-WR-CALNAME"] == "Belcrum"
    assert client.get("/buurten/atlantis/agenda.ics").status_code == 404
    for language in ["", "/en"]:
        page = client.get(f"{language}/buurten/belcrum/").content.decode()
        assert f'href="{language}/buurten/belcrum/agenda.ics"' in page


@has_ical_js
def test_ical_js_shows_the_calendar_of_a_neighbourhood_as_we_do(client):
    area = make_neighbourhood(slug="belcrum")
    activity = changed(make_activity(where="In de tent", neighbourhood=area))

    text = client.get("/buurten/belcrum/agenda.ics").content

    assert as_ical_js_shows(text) == as_we_show(activity)


def test_a_calendar_of_more_than_a_thousand_places_is_written(client):
    """SQLite refuses an expression of more than a thousand parts."""
    pattern = make_place()
    places = [copied(pattern, slug=f"plein-{number}") for number in range(1_050)]
    Place.objects.bulk_create(places)
    once = make_activity(rule="", first_on=date(2026, 11, 5), place=pattern)
    one = once.occurrences.get()
    activities = [
        copied(once, slug=f"een-{place.slug}", place=place) for place in places
    ]
    Activity.objects.bulk_create(activities)
    Occurrence.objects.bulk_create(copied(one, activity=each) for each in activities)

    text = client.get("/agenda.ics").content

    assert text.count(b"BEGIN:VEVENT") == 1_051


def copied(row, **facts):
    other = copy(row)
    other.pk, other._state = None, ModelState()
    for name, value in facts.items():
        setattr(other, name, value)
    return other


def test_a_calendar_written_before_shows_what_changed_since(client):
    place = make_place(name="Plein")
    make_activity(name="Koffie", slug="koffie", place=place)
    path = "/agenda/koffie.ics"
    assert b"LOCATION:Plein" in client.get(path).content

    place.name = "Markt"
    store(place)
    activity = Activity.objects.get()
    change_date(activity=activity, rule_date=date(2026, 11, 10), kind="skip")

    text = client.get(path).content
    assert b"LOCATION:Markt" in text
    assert b"EXDATE" in text
    assert b"/en/agenda/" in client.get(f"/en{path}").content
