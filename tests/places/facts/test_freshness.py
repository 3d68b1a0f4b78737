"""What was not checked for too long sinks in the lists, and then leaves them."""

import csv
import io
from datetime import date, timedelta

import pytest

from common.kit.storing import store
from places.memory.checking import drift
from places.memory.found import FoundPlaces
from places.memory.selection import DEFAULT, Selection
from places.memory.snapshot import current
from places.models import Confirmation, Place, PlaceKind
from tests.kit.factories import VALKENBERG, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both("dates")]

TODAY = date(2026, 11, 24)
LAST_CHECK = date(2024, 11, 24)  # of a bench (24 months): today is its last day
LIST = "/plekken/"
GONE = "verouderd"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00+01:00", tick=False)


def bench(name, days_overdue, **facts):
    checked_on = LAST_CHECK - timedelta(days=days_overdue)
    return make_place(name=name, checked_on=checked_on, **facts)


def names(**query):
    return [place.name for place in FoundPlaces(Selection(**query))[:100]]


def in_table(client, **query):
    answer = client.get("/plekken/plekken.csv", query)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return [
        (row["naam"], row["past_zeker"]) for row in csv.DictReader(io.StringIO(text))
    ]


def on_map(client, **query):
    tile = client.get("/plekken/kaart/0/0/0.json", query).json()
    return sum(each["properties"].get("point_count", 1) for each in tile["features"])


def test_the_last_day_of_a_check_is_kept_with_the_place():
    place = bench("Bank", 0)
    place.refresh_from_db()
    assert place.expires_on == TODAY

    place.checked_on = None
    store(place, update_fields=["checked_on"])
    place.refresh_from_db()
    assert place.expires_on is None


def test_another_shelf_life_changes_it_for_every_place_of_the_kind():
    place = bench("Bank", 0)
    kind = PlaceKind.objects.get(slug="bankje")
    kind.shelf_life = 12
    store(kind)

    place.refresh_from_db()
    assert place.expires_on == date(2025, 11, 24)
    assert names() == []


def test_a_check_that_is_written_past_the_last_day_is_found():
    bench("Bank", 0)

    Place.objects.update(checked_on=TODAY)

    assert drift().derived == 1


def test_what_is_out_of_date_comes_below_the_rest():
    bench("A", 1)
    bench("B", 0)
    make_place(name="C")

    assert names() == ["B", "C", "A"]


def test_also_when_it_is_the_nearest():
    bench("Hier", 1)
    bench("Park", 0, point=VALKENBERG)

    assert names(near=(51.5887, 4.7758, 2000)) == ["Park", "Hier"]


@pytest.mark.parametrize(("days", "is_there"), [(30, True), (31, False)])
def test_after_thirty_days_it_leaves_every_list(client, days, is_there):
    bench("Bank", days)

    assert bool(client.get(LIST).context["page"].object_list) is is_there
    assert bool(in_table(client)) is is_there
    assert bool(on_map(client)) is is_there
    assert client.get("/plekken/aantal.json").json() == {
        "sure": int(is_there), "maybe": 0, "left_out": int(not is_there),
    }  # fmt: skip


def test_what_was_never_checked_stays_however_old_it_is(time_machine):
    make_place(name="Bank")
    time_machine.move_to("2046-11-24 12:00+01:00")

    assert names() == ["Bank"]


def test_who_asks_sees_it_in_a_group_of_its_own_at_the_end(client):
    bench("Oud", 31)
    bench("Nieuw", 0)
    page = client.get(LIST).content.decode()
    assert "Verouderd: 1 plek" in page
    assert "verouderd=mee" in page
    assert ">Oud<" not in page

    page = client.get(LIST, {GONE: "mee"})
    assert [place.name for place, _facts in page.context["cards"]] == ["Nieuw"]
    assert [place.name for place, _facts in page.context["old_cards"]] == ["Oud"]
    assert in_table(client, verouderd="mee") == [("Oud", "nee"), ("Nieuw", "ja")]
    assert on_map(client, verouderd="mee") == 2


def test_on_paper_it_stands_at_the_end_too(client):
    bench("Oud", 31)
    bench("Nieuw", 0)

    page = client.get("/plekken/printen/", {GONE: "mee"}).content.decode()

    assert page.index("Nieuw") < page.index("Verouderd: 1 plek") < page.index("Oud")
    assert '<ol class="paper-list" start="2">' in page


def test_where_nothing_else_is_found_the_list_still_says_that_it_is_there(client):
    bench("Oud", 31)

    page = client.get(LIST)

    assert "Verouderd: 1 plek" in page.content.decode()


def test_another_value_is_refused_in_words(client):
    answer = client.get("/plekken/aantal.json", {GONE: "ja"})

    assert answer.status_code == 400
    assert answer.json()["errors"][GONE] == ["Schrijf verouderd=mee, of laat het weg."]


@pytest.mark.parametrize("asked", ["open", "mensen"])
def test_it_is_never_surely_open(client, asked):
    bench("Oud", 31, opening_hours="24/7")
    bench("Verlopen", 1, opening_hours="24/7")

    query = {asked: "nu", GONE: "mee"}

    assert client.get("/plekken/aantal.json", query).json()["sure"] == 0
    assert on_map(client, **query) == 0


def test_its_own_page_stays_and_says_so(client):
    bench("Oud", 31, slug="oud")
    bench("Verlopen", 1, slug="verlopen")
    words = "niet in onze lijsten"

    assert words in client.get("/plekken/oud/").content.decode()
    assert words not in client.get("/plekken/verlopen/").content.decode()


def test_it_is_not_offered_as_near_by(client):
    make_place(slug="hier")
    bench("Oud", 31)
    bench("Verlopen", 1)
    bench("Toilet", 31, toilets=True)
    make_place(name="Vers")

    page = client.get("/plekken/hier/")

    assert [place.name for place, _facts in page.context["around"]] == [
        "Vers", "Verlopen",
    ]  # fmt: skip
    assert page.context["toilet"][2] is None


def test_the_version_that_caches_know_changes_on_the_day_that_something_leaves(
    time_machine,
):
    bench("Bank", 30)
    before = current().version
    assert len(FoundPlaces(DEFAULT).sums.rows) == 1

    time_machine.move_to("2026-11-24 23:59+01:00")
    assert current().version == before
    time_machine.move_to("2026-11-25 00:01+01:00")
    after = current().version
    assert after != before
    assert len(FoundPlaces(DEFAULT).sums.rows) == 0
    time_machine.move_to("2026-12-25 12:00+01:00")
    assert current().version == after


def test_a_tile_under_an_old_version_is_asked_again(client, time_machine):
    bench("Bank", 30)
    map_ = client.get(LIST).context["map"]["tiles"]
    address = map_.format(z=0, x=0, y=0)
    assert "immutable" in client.get(address).headers["Cache-Control"]

    time_machine.move_to("2026-11-25 00:01+01:00")

    answer = client.get(address)
    assert answer.json()["features"] == []
    assert "max-age=0" in answer.headers["Cache-Control"]


def test_an_export_is_another_one_the_next_day(client, time_machine):
    bench("Bank", 30)
    answer = client.get("/plekken/plekken.csv")
    b"".join(answer.streaming_content)
    time_machine.move_to("2026-11-25 00:01+01:00")

    again = client.get(
        "/plekken/plekken.csv", headers={"If-None-Match": answer.headers["ETag"]}
    )

    assert again.status_code == 200


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [
        ([1, 2, 3], "Op 3 dagen zei een bezoeker dat dit klopt"),
        ([1, 2], "Op 23 november 2026 zei een bezoeker"),
        ([1, 2, 800], "Op 23 november 2026 zei een bezoeker"),
    ],
)
def test_what_passers_by_say_is_shown_as_what_it_is(client, days_ago, words):
    place = make_place(slug="bank")
    for ago in days_ago:
        Confirmation.objects.create(place=place, day=TODAY - timedelta(days=ago))

    page = client.get("/plekken/bank/").content.decode()

    assert words in page
    assert "Nog niet gecontroleerd" in page
