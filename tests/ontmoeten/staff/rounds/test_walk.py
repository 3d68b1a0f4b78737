"""Staff go past places with a phone: what weighs most, the nearest first."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.contrib.gis.geos import Point

from common.moderation.states import State
from ontmoeten.accounts.roles import EDITOR, MODERATOR
from ontmoeten.staff.rounds import route, walk
from places.deciding import answers
from places.facts.questions import BY_SLUG
from places.models import Doubt, PlaceReport, SeenBatch, VisitorFact
from tests.kit.factories import make_neighbourhood, make_place, make_user, square
from tests.kit.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.both("dates")]
MIDDLE = Point(4.77, 51.59, srid=4326)
PHONE = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def _today(time_machine, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"
    time_machine.move_to("2026-11-24 12:00+01:00", tick=False)


@pytest.fixture
def area():
    return make_neighbourhood(name="Belcrum", centre=MIDDLE)


@pytest.fixture
def bench(area):
    return make_place(name="Bank", neighbourhood=area, point=MIDDLE)


def enter(client, role=MODERATOR):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    client.force_login(person)
    return person


def look(client, place, do="right", key=None, *, on_phone=False, **typed):
    address = f"/beheer/langsgaan/{place.neighbourhood.slug}/{place.pk}/"
    sent = {"key": str(key or uuid4()), "do": do, **typed}
    return client.post(address, sent, **(PHONE if on_phone else {}))


def at(east, north=0.0):
    return Point(4.77 + east, 51.59 + north, srid=4326)


def test_the_next_is_the_nearest_to_the_one_before(area):
    far, near, middle = (
        make_place(name=name, neighbourhood=area, point=at(east))
        for name, east in [("Ver", 0.03), ("Dichtbij", 0.01), ("Midden", 0.02)]
    )

    legs = route.nearest_first([far, near, middle], (51.59, 4.77))

    assert [leg.place for leg in legs] == [near, middle, far]
    assert {str(leg.wind) for leg in legs} == {"oosten"}
    assert 680 < legs[0].metres < 700


@pytest.mark.parametrize(
    ("east", "north", "index"), [(0, 1, 0), (1, 0, 2), (0, -1, 4), (-1, 0, 6)]
)
def test_the_wind_is_where_it_lies(east, north, index):
    assert route.wind((51.0, 4.0), (51.0 + north, 4.0 + east)) == route.WINDS[index]


def test_it_begins_where_the_phone_is(client, area):
    enter(client)
    make_place(name="West", neighbourhood=area, point=at(-0.01))
    make_place(name="Oost", neighbourhood=area, point=at(0.02))
    address = "/beheer/langsgaan/belcrum/"

    def first(**asked):
        return client.get(address, asked).context["stops"][0][0].place.name

    assert first() == "West"
    assert first(bij="51.590,4.800") == "Oost"
    assert client.get(address, {"bij": "hier"}).status_code == 400


def test_doubts_come_first_and_what_was_checked_stays_away(client, area):
    enter(client)
    fresh = {"neighbourhood": area, "checked_on": date(2026, 11, 1)}
    make_place(name="Vers", **fresh)
    doubted = make_place(name="Betwijfeld", **fresh)
    Doubt.objects.create(place=doubted, day=date(2026, 11, 20), count=2)

    page = client.get("/beheer/langsgaan/belcrum/")
    (stop,) = page.context["stops"]
    assert stop[0].place == doubted
    counts = client.get("/beheer/langsgaan/").context["rows"]
    assert counts == [(area, 1)]


def test_what_is_seen_is_a_check_of_staff(client, bench):
    person = enter(client)

    answer = look(client, bench, **{"vraag-rugleuning": "nee"})

    assert answer.status_code == 302
    bench.refresh_from_db()
    assert bench.backrest is False
    assert (bench.checked_on, bench.checked_by) == (date(2026, 11, 24), person)
    assert bench.history.first().history_user == person


def test_what_can_not_be_seen_stays_unknown(client, bench):
    enter(client)

    look(client, bench, **{"vraag-rugleuning": "niet"})

    bench.refresh_from_db()
    assert bench.backrest is None
    assert bench.checked_on == date(2026, 11, 24)


def test_a_colleague_goes_before_passers_by(client, bench):
    enter(client)
    answers.answer(bench, BY_SLUG["rugleuning"], True, "iemand")

    look(client, bench, **{"vraag-rugleuning": "nee"})

    (fact,) = VisitorFact.objects.all()
    assert (fact.state, fact.is_so) == (VisitorFact.State.DECIDED, False)


def test_a_fact_that_nobody_doubts_is_not_changed_by_what_is_sent(client, area):
    enter(client)
    place = make_place(neighbourhood=area, backrest=True)

    look(client, place, **{"vraag-rugleuning": "nee"})

    place.refresh_from_db()
    assert place.backrest is True


def test_sent_twice_it_is_done_once(client, bench):
    enter(client)
    key = uuid4()

    first = look(client, bench, key=key, on_phone=True)
    count = bench.history.count()
    second = look(client, bench, key=key, on_phone=True)

    assert (first.status_code, second.status_code) == (200, 200)
    assert bench.history.count() == count
    assert SeenBatch.objects.count() == 1


def test_a_phone_that_is_too_late_hears_it_and_what_is_wrong_stores_nothing(
    client, bench
):
    enter(client)
    look(client, bench, "stopped")

    late = look(client, bench, on_phone=True)

    assert late.status_code == 409
    assert "niet meer op de site" in late.json()["problem"]
    assert SeenBatch.objects.count() == 1
    assert look(client, bench, key="geen", on_phone=True).status_code == 409


@pytest.mark.parametrize(
    ("role", "state", "reports"),
    [(MODERATOR, State.CLOSED, 0), (EDITOR, State.PUBLISHED, 1)],
)
def test_only_who_may_close_closes(client, bench, role, state, reports):
    enter(client, role)

    look(client, bench, "stopped")

    bench.refresh_from_db()
    assert bench.state == state
    assert PlaceReport.objects.filter(place=bench).count() == reports


def milliseconds(day):
    return int(datetime.fromisoformat(f"2026-11-{day}T10:00+01:00").timestamp() * 1000)


@pytest.mark.parametrize(("tapped", "counts"), [(21, 21), (24, 24), (29, 24)])
def test_what_is_sent_later_was_seen_on_the_day_it_was_tapped(
    client, bench, tapped, counts
):
    enter(client)

    look(client, bench, seen_at=milliseconds(tapped), on_phone=True)

    bench.refresh_from_db()
    assert bench.checked_on == date(2026, 11, counts)


@pytest.mark.parametrize("told", [milliseconds("05"), "gisteren", "9" * 30])
def test_longer_ago_than_a_phone_may_send_it_is_refused(client, bench, told):
    enter(client)

    answer = look(client, bench, seen_at=told, on_phone=True)

    assert answer.status_code == 409
    bench.refresh_from_db()
    assert bench.checked_on is None
    assert not SeenBatch.objects.exists()


def test_who_looked_since_then_keeps_having_done_so_and_later_doubts_stay(
    client, bench
):
    enter(client)
    look(client, bench)
    before = Doubt.objects.create(place=bench, day=date(2026, 11, 20), count=1)
    after = Doubt.objects.create(place=bench, day=date(2026, 11, 23), count=1)

    look(client, bench, seen_at=milliseconds(21), on_phone=True)

    bench.refresh_from_db()
    assert bench.checked_on == date(2026, 11, 24)
    assert list(Doubt.objects.all()) == [after]
    assert before.day < after.day


def test_what_one_colleague_walked_another_does_not_send(client, bench):
    amira = enter(client)
    mark = walk.walker(amira)
    bo = enter(client)

    answer = look(client, bench, walker=mark, on_phone=True)

    assert answer.status_code == 403
    assert not SeenBatch.objects.exists()
    assert look(client, bench, walker=walk.walker(bo)).status_code == 302
    assert str(bo.pk) != walk.walker(bo)


def test_a_photo_waits_for_who_decides(client, bench):
    enter(client)

    look(client, bench, foto=picture())

    (photo,) = bench.photos.all()
    assert photo.state != photo.State.SHOWN
    assert "Bank" in photo.alt


def test_a_file_that_is_no_photo_changes_nothing(client, bench):
    from django.core.files.uploadedfile import SimpleUploadedFile

    enter(client)

    answer = look(
        client, bench, foto=SimpleUploadedFile("x.jpg", b"niets"), on_phone=True
    )

    assert answer.status_code == 409
    bench.refresh_from_db()
    assert bench.checked_on is None
    assert not SeenBatch.objects.exists()


def test_the_page_that_a_phone_keeps_has_no_token(client, bench):
    enter(client)
    address = "/beheer/langsgaan/belcrum/"

    assert "csrfmiddlewaretoken" in client.get(address).content.decode()
    kept = client.get(address, {"op": walk.ON_PHONE}).content.decode()
    assert "csrfmiddlewaretoken" not in kept
    assert "Bank" in kept


def test_more_places_cost_no_more_queries(
    client, area, bench, django_assert_max_num_queries
):
    enter(client)
    with django_assert_max_num_queries(60) as one:
        client.get("/beheer/langsgaan/belcrum/")
    before = len(one)
    for number in range(5):
        make_place(neighbourhood=area, name=f"Plek {number}")
    with django_assert_max_num_queries(60) as many:
        client.get("/beheer/langsgaan/belcrum/")
    after = len(many)

    assert after == before


def test_the_way_to_each_place_is_drawn_in_metres(client, area):
    enter(client)
    area.boundary = square(MIDDLE, 500)
    area.save()
    make_neighbourhood(name="Zonder grens")
    for east in (0.003, 0.006):
        make_place(name=f"Oost {east}", neighbourhood=area, point=at(east))

    page = client.get("/beheer/langsgaan/belcrum/")
    first, second = (stop[3] for stop in page.context["stops"])

    assert (first.here, first.there) == ("0 0", "207 0")
    assert (second.here, second.there) == ("207 0", "415 0")
    (ground,) = page.context["grounds"]
    assert ground.name == "Belcrum"
    shown = page.content.decode()
    assert shown.count("data-drawing") == 2
    assert "CBS" in shown
