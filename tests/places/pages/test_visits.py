"""Pages tell that they were opened; kept is how often, by month, and nothing else."""

from datetime import date

import pytest

from common.protect import visits as counting
from initiatives.agenda import visits as of_activities
from initiatives.models import ActivityVisits, InitiativeVisits
from places.models import PlaceVisits
from places.pages import visits
from tests.kit.factories import make_activity, make_initiative, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both("counts")]

BROWSER = {"User-Agent": "Mozilla/5.0 (X11) Firefox/140"}


@pytest.fixture(autouse=True)
def _nothing_counted():
    visits.tally._counts.clear()
    of_activities.tally._counts.clear()
    of_activities.of_initiatives._counts.clear()


def opened(client, address, **headers):
    return client.post(f"{address}bezocht/", headers={**BROWSER, **headers})


def test_a_visit_is_counted_by_month_without_a_query(
    client, django_assert_num_queries, time_machine
):
    time_machine.move_to("2026-11-24 12:00+01:00")
    place = make_place()
    with django_assert_num_queries(0):
        for _time in range(3):
            answer = opened(client, place.get_absolute_url())
    assert (answer.status_code, answer.content, answer.cookies) == (204, b"", {})
    assert answer.headers["Cache-Control"].count("no-store")

    assert visits.tally.write() == 3
    time_machine.move_to("2026-12-01 12:00+01:00")
    opened(client, place.get_absolute_url())
    visits.tally.write()

    months = PlaceVisits.objects.order_by("month").values_list(
        "place", "month", "count"
    )
    assert list(months) == [
        (place.pk, date(2026, 11, 1), 3), (place.pk, date(2026, 12, 1), 1),
    ]  # fmt: skip


def test_visits_of_activities_are_counted_too(client):
    activity = make_activity()
    opened(client, activity.get_absolute_url())
    of_activities.tally.write()

    assert ActivityVisits.objects.get().count == 1


def test_visits_of_initiatives_are_counted_too(client):
    walk = make_initiative()
    page = client.get(walk.get_absolute_url())
    opened(client, walk.get_absolute_url())
    of_activities.of_initiatives.write()

    assert f'data-visit="{walk.get_absolute_url()}bezocht/"' in page.content.decode()
    assert "js/lib/thing" in page.content.decode()
    assert InitiativeVisits.objects.get().count == 1


def test_counts_of_two_processes_add_up():
    place = make_place()
    for _process in range(2):
        tally = counting.Tally(PlaceVisits, "place")
        tally.add(place.slug)
        tally.write()

    assert PlaceVisits.objects.get().count == 2


@pytest.mark.parametrize("name", ["Googlebot/2.1", "SomeCrawler", ""])
def test_robots_are_not_counted(client, name):
    opened(client, make_place().get_absolute_url(), **{"User-Agent": name})

    assert visits.tally.write() == 0


def test_another_site_counts_nothing_up(client):
    place = make_place()
    opened(client, place.get_absolute_url(), **{"Sec-Fetch-Site": "cross-site"})

    assert visits.tally.write() == 0


def test_what_is_not_there_or_not_public_counts_for_nothing(client):
    make_place(slug="weg", state="closed")
    for slug in ["weg", "bestaat-niet"]:
        opened(client, f"/plekken/{slug}/")

    assert visits.tally.write() == 0
    assert not PlaceVisits.objects.exists()


def test_only_so_many_different_pages_wait(monkeypatch):
    monkeypatch.setattr(counting, "MOST", 2)
    for number in range(5):
        visits.tally.add(f"verzonnen-{number}")

    assert len(visits.tally._counts) == 2


def test_a_failure_to_write_loses_nothing(monkeypatch):
    place = make_place()
    visits.tally.add(place.slug)

    def fails(counts):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(visits.tally, "_write", fails)
        with pytest.raises(RuntimeError):
            visits.tally.write()

    assert visits.tally.write() == 1


def test_reading_the_page_counts_nothing_and_a_get_is_refused(client):
    place = make_place()
    page = client.get(place.get_absolute_url(), headers=BROWSER)

    assert f'data-visit="{place.get_absolute_url()}bezocht/"' in page.content.decode()
    address = f"{place.get_absolute_url()}bezocht/"
    assert client.get(address, headers=BROWSER).status_code == 405
    assert visits.tally.write() == 0
