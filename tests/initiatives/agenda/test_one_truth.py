"""At every moment of a year all pages say the same about what is on and what is soon.

What is so is worked out here from the series alone; each page is read as a visitor gets
it, and no page is asked what another one knows.
"""

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from initiatives.dates.sync import sync_occurrences
from initiatives.models import Activity
from tests.kit.factories import change_date, make_activity, make_place

pytestmark = [
    pytest.mark.django_db, pytest.mark.once, pytest.mark.long(60),
]  # fmt: skip
HERE = ZoneInfo("Europe/Amsterdam")
FIRST = date(2026, 11, 2)
YEAR = timedelta(days=365)

# Name, what it is, and what differs from it.
ACTIVITIES = [
    ("Koffie", {"rule": "FREQ=WEEKLY;BYDAY=TU", "starts_at": time(10)}, [
        {"rule_date": date(2026, 11, 10), "kind": "cancel"},
        {"rule_date": date(2026, 11, 17), "kind": "move", "to": date(2026, 11, 18)},
        {"rule_date": date(2026, 11, 24), "kind": "skip"},
        {"rule_date": date(2026, 11, 28), "kind": "extra", "at": time(23, 30)},
    ]),
    ("Nacht", {"rule": "FREQ=DAILY;INTERVAL=3", "starts_at": time(22, 30),
               "minutes": 180}, []),
    ("Etmaal", {"rule": "FREQ=WEEKLY;BYDAY=SA", "starts_at": time(23),
                "minutes": 1440}, []),
    ("Klok", {"rule": "FREQ=WEEKLY;BYDAY=SU", "starts_at": time(1, 30),
              "minutes": 120}, []),
    ("Overgang", {"rule": "FREQ=WEEKLY;BYDAY=SU", "starts_at": time(2, 30),
                  "minutes": 60}, []),
    ("Middernacht", {"rule": "FREQ=MONTHLY;BYMONTHDAY=-1", "starts_at": time(0),
                     "minutes": 45}, []),
    ("Open eind", {"rule": "FREQ=WEEKLY;BYDAY=WE", "starts_at": time(23, 15),
                   "minutes": None}, []),
]  # fmt: skip


NAMES = [name for name, _facts, _changes in ACTIVITIES]


def utc(day, at):
    return datetime.combine(day, at, HERE).astimezone(UTC)


@pytest.fixture
def activities(time_machine):
    time_machine.move_to(datetime(2026, 11, 1, 12, tzinfo=UTC), tick=False)
    found = []
    for name, facts, changes in ACTIVITIES:
        place = make_place(name=f"Plek {name}", slug=name.lower().replace(" ", "-"))
        activity = make_activity(
            name=name, first_on=FIRST, place=place, cost="free",
            slug=f"a-{place.slug}", **facts,
        )  # fmt: skip
        for change in changes:
            change_date(activity=activity, **change)
        found.append(Activity.objects.select_related("place").get(pk=activity.pk))
    return found


class Truth:
    """What is so at a moment, by the series of each activity."""

    def __init__(self, activities, now):
        self.now, today = now, now.astimezone(HERE).date()
        begin, after = today - timedelta(days=2), today + timedelta(days=40)
        self.times = [
            (activity, each)
            for activity in activities
            for each in activity.series.times(begin, after)
            if each.over_at > now
        ]
        self.today = today

    def on(self) -> set[str]:
        """Surely: begun, not called off, and its end is known and to come."""
        return {
            activity.name
            for activity, each in self.times
            if each.starts_at <= self.now and each.ends_at and not each.is_cancelled
        }

    def begun(self) -> set[str]:
        return {
            activity.name
            for activity, each in self.times
            if each.starts_at <= self.now and not each.is_cancelled
        }

    def on_today(self) -> set[tuple]:
        """What is not over and begins today, or began before and goes on."""
        return {
            (activity.name, f"{each.rule_date}")
            for activity, each in self.times
            if each.starts_at.astimezone(HERE).date() <= self.today
        }


def text(client, path) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


LINK = re.compile(r'href="/agenda/(a-[\w-]+)/([\d-]+)/"[^>]*>([^<]+)<')


def cards(page: str) -> list[tuple[str, str, bool]]:
    """(activity, date by the rule, whether it says "on now") of each card."""
    found = []
    for card in re.findall(r'<li class="time.*?</li>', page, re.S):
        if link := LINK.search(card):
            says_so = "nu bezig" in card or "begonnen" in card
            found.append((link[3], link[2], says_so))
    return found


def part(page: str, heading: str) -> str:
    """What stands below a heading of the home page, until the next one."""
    _before, found, rest = page.partition(f'<h2 id="{heading}"')
    return rest.partition("<h2")[0] if found else ""


def seen_now(client) -> set[str]:
    found = client.get("/plekken/?mensen=nu&gratis=alles").context["cards"]
    return {place.name.removeprefix("Plek ") for place, _facts in found}


def on_map(client) -> int:
    """How many places the map of the whole world counts."""
    answer = client.get("/plekken/kaart/0/0/0.json?mensen=nu&gratis=alles")
    found = [each["properties"] for each in answer.json()["features"]]
    return sum(each.get("point_count", 1) for each in found)


def exported(client) -> set[str]:
    answer = client.get("/plekken/plekken.geojson?mensen=nu&gratis=alles")
    whole = json.loads(b"".join(answer.streaming_content))
    names = {each["properties"]["naam"] for each in whole["features"]}
    return {name.removeprefix("Plek ") for name in names}


def agrees(client, activities, now, also):
    """Of the pages of each activity those of what is on, or ought to be today, and
    those of one that may well not be."""
    truth = Truth(activities, now)

    assert seen_now(client) == truth.on()
    assert exported(client) == truth.on()
    assert on_map(client) == len(truth.on())

    today = cards(text(client, f"/agenda/?dag={truth.today}&periode=dag"))
    assert {(name, day) for name, day, _on in today} == truth.on_today()
    assert {name for name, _day, is_on in today if is_on} == truth.begun()

    home = text(client, "/")
    assert {name for name, _day, _on in cards(part(home, "nu"))} == truth.begun()
    soon = cards(part(home, "binnenkort"))
    starts = {
        (activity.name, f"{each.rule_date}"): each.starts_at
        for activity, each in truth.times
    }
    assert all(starts.get((name, day), now + YEAR) > now for name, day, _on in soon)
    assert not any(is_on for _name, _day, is_on in soon)

    today_too = truth.begun() | {name for name, _day in truth.on_today()}
    for activity in activities:
        if activity.name not in today_too | {also}:
            continue
        path = f"/plekken/{activity.place.slug}/"
        on_page = {name for name, _day, is_on in cards(text(client, path)) if is_on}
        assert on_page == truth.begun() & {activity.name}
        own = text(client, activity.get_absolute_url())
        lead = own.partition('<p class="lead">')[2].partition("</p>")[0]
        says_so = "nu bezig" in lead or "begonnen" in lead
        assert says_so == (activity.name in truth.begun())
        told = client.get(f"{path}straks.json").json()["times"]
        begun = [
            each
            for each in told
            if each["when"].startswith(("nu, ", "begon om")) and not each["note"]
        ]
        assert bool(begun) == (activity.name in truth.begun())


edges = st.sampled_from([timedelta(), timedelta(seconds=-1), timedelta(minutes=1)])
some_times = st.sampled_from(
    [time(0), time(0, 30), time(1, 30), time(2), time(10), time(22, 30), time(23, 59)]
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, 364), some_times, edges, st.sampled_from(NAMES))
@example(32, time(0, 30), timedelta(), NAMES[4])  # 4 December, in the night
@example(8, time(10, 30), timedelta(), NAMES[1])  # called off
@example(16, time(10, 30), timedelta(), NAMES[2])  # moved to this day
@example(27, time(0, 30), timedelta(), NAMES[6])  # extra, past midnight
@example(146, time(1, 45), timedelta(), NAMES[6])  # 28 March: the clock goes forward
@example(146, time(3, 15), timedelta(), NAMES[6])
@example(363, time(1, 45), timedelta(), NAMES[6])  # 31 October: and back
@example(363, time(2, 15), timedelta(hours=1), NAMES[6])
@example(2, time(23, 30), timedelta(), NAMES[2])  # no known end
def test_all_pages_agree_about_a_moment(
    client, activities, time_machine, day, at, edge, also
):
    now = utc(FIRST + timedelta(days=day), at) + edge
    time_machine.move_to(now, tick=False)
    keep_dates(activities)

    agrees(client, activities, now, also)


def keep_dates(activities):
    """As every night: further ahead."""
    for activity in activities:
        sync_occurrences(activity)


def test_at_half_past_midnight_the_agenda_shows_what_goes_on(client, time_machine):
    time_machine.move_to("2026-11-03 12:00+01:00", tick=False)
    place = make_place(slug="cafe")
    make_activity(
        name="Nacht", slug="a-nacht", place=place, first_on=date(2026, 11, 4),
        rule="", starts_at=time(22, 30), minutes=180,
    )  # fmt: skip
    time_machine.move_to("2026-11-05 00:30+01:00", tick=False)

    page = text(client, "/agenda/")

    assert [name for name, _day, _on in cards(page)] == ["Nacht"]
    assert "Vandaag, donderdag 5 november" in page
    assert "woensdag 4 november" in page  # when it began
    assert "nu bezig" in page


def test_what_is_called_off_is_not_on(client, time_machine):
    time_machine.move_to("2026-11-03 09:00+01:00", tick=False)
    coffee = make_activity(
        name="Koffie", slug="a-koffie", place=make_place(slug="cafe"),
        first_on=date(2026, 11, 3), starts_at=time(10),
    )  # fmt: skip
    change_date(activity=coffee, rule_date=date(2026, 11, 3), kind="cancel")
    time_machine.move_to("2026-11-03 10:30+01:00", tick=False)

    assert "nu bezig" not in text(client, "/agenda/")
    assert "nu bezig" not in text(client, "/plekken/cafe/")
    page = text(client, "/agenda/a-koffie/")
    assert "nu bezig" not in page
    assert "Gaat niet door op dinsdag 3 november" in page
    [told, *_rest] = client.get("/plekken/cafe/straks.json").json()["times"]
    assert told["note"] == "Gaat niet door"
