"""The maker: all of it stands in the address, and each button leads to another."""

from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.gis.geos import Point

from common.moderation.queue import sources
from tests.kit.factories import make_place
from tours.models import Tour

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TUESDAY = "2026-11-24 08:00+01:00"
MAKER = "/fietstochten/maken/"
DAY = "2026-11-24"


def north(kilometres):
    return Point(4.7758, 51.58 + kilometres * 0.009, srid=4326)


@pytest.fixture(scope="module")
def town(for_all):
    make_place(name="A", slug="a", opening_hours="24/7", point=north(0))
    make_place(name="B", slug="b", opening_hours="24/7", point=north(1))
    make_place(
        name="C", slug="c", opening_hours="Tu 09:00-13:00", kind="buurthuis",
        point=north(2),
    )  # fmt: skip
    make_place(name="D", slug="d", opening_hours="", kind="buurthuis", point=north(3))
    make_place(
        name="E", slug="e", opening_hours="We 09:00-13:00", kind="buurthuis",
        point=north(3),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _that_morning():
    with time_machine.travel(TUESDAY, tick=False):
        yield


def stops(*slugs, stay=20):
    return [f"plek.{slug}.{stay}" for slug in slugs]


def page(client, *slugs, **asked):
    response = client.get(MAKER, {"s": stops(*slugs), "dag": DAY, **asked})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def pressed(client, *slugs, **asked):
    """The stops of the address that a button leads to, and the rest of it."""
    response = client.get(MAKER, {"s": stops(*slugs), "dag": DAY, **asked})
    assert response.status_code == 302
    assert response["Cache-Control"] == "no-store"
    found = parse_qs(urlsplit(response["Location"]).query)
    return "".join(each.split(".")[1] for each in found.pop("s", [])), found


def test_empty_it_says_where_to_begin(client, town):
    assert 'name="zoek"' in page(client)


def test_it_is_the_same_for_everyone_and_keeps_nothing(client, town):
    response = client.get(MAKER, {"s": stops("a", "b")})

    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert not Tour.objects.exists()


def test_a_search_finds_what_can_be_added(client, town):
    text = page(client, "a", zoek="B")

    assert 'name="erbij" value="plek.b.20"' in text


def test_buttons_add_move_and_take_away(client, town):
    assert pressed(client, "a", erbij="plek.b.20")[0] == "ab"
    assert pressed(client, "a", "b", doe="later-0")[0] == "ba"
    assert pressed(client, "a", "b", doe="eerder-1")[0] == "ba"
    assert pressed(client, "a", "b", doe="weg-0")[0] == "b"


@pytest.mark.parametrize("doe", ["weg-99", "later-1.5", "voor-1", "onzin", "begin-99"])
def test_nonsense_changes_nothing(client, town, doe):
    assert pressed(client, "a", "b", doe=doe)[0] == "ab"


def test_make_the_order_puts_what_closes_early_first(client, town):
    found, _rest = pressed(client, "a", "b", "c", begin="12.05", doe="volgorde")

    assert found == "acb"


def test_what_one_moves_by_hand_stays(client, town):
    assert pressed(client, "a", "c", "b", begin="12.05", doe="later-1")[0] == "abc"
    assert "nr--no" in page(client, "a", "b", "c", begin="12.05")


def test_the_best_moment_of_a_part_of_the_day_becomes_the_begin(client, town):
    found, rest = pressed(client, "a", "c", dagdeel="ochtend", doe="volgorde")

    assert (found, rest["begin"]) == ("ac", ["8.30"])  # it opens at nine: no waiting


def test_unknown_hours_leave_the_order_and_stand_apart(client, town):
    found, rest = pressed(client, "a", "d", "b", doe="volgorde")

    assert (found, rest["bel"]) == ("ab", ["plek.d.20"])
    text = page(client, "a", "b", bel="plek.d.20")
    assert 'value="bel-in-0"' in text


def test_who_called_puts_it_in(client, town):
    found, rest = pressed(client, "a", bel="plek.d.20", doe="bel-in-0")

    assert (found, "bel" in rest) == ("ad", False)


def test_what_does_not_fit_says_by_how_much_and_what_helps(client, town):
    text = page(client, "a", "b", "c", begin="12.05")

    assert "19 minuten" in text  # 12.05 + 20 + 7 + 20 + 7 + 20 minutes, until 13.00
    assert 'value="voor-2-1"' in text
    assert 'value="begin-11.45"' in text
    assert 'value="weg-2"' in text


@pytest.mark.parametrize("doe", ["voor-2-1", "begin-11.45", "weg-2"])
def test_each_way_out_makes_it_fit(client, town, doe):
    response = client.get(
        MAKER,
        {"s": stops("a", "b", "c"), "dag": DAY, "begin": "12.05", "doe": doe},
        follow=True,
    )

    assert "nr--no" not in response.content.decode()


def test_a_stop_that_is_closed_all_day_can_be_skipped(client, town):
    text = page(client, "a", "e")

    assert 'value="weg-1"' in text
    assert "nr--no" in text


def test_more_than_twelve_are_not_ordered_and_it_says_so(client, town):
    many = [
        make_place(slug=f"x{each}", opening_hours="24/7").slug for each in range(13)
    ]
    text = page(client, *many)

    assert 'value="volgorde"' not in text
    assert "12 plekken" in text
    assert client.get(MAKER, {"s": stops(*many), "doe": "volgorde"}).status_code == 200


def test_ordering_very_often_is_refused_in_words(client, town, settings):
    settings.PUBLIC_FORM_LIMITS = {**settings.PUBLIC_FORM_LIMITS, "order": 1}
    asked = {"s": stops("a", "b"), "doe": "volgorde"}
    client.get(MAKER, asked)

    response = client.get(MAKER, asked)

    assert response.status_code == 429
    assert 'value="plek.a.20"' in response.content.decode()  # and nothing is lost


def test_what_is_gone_can_be_taken_away(client, town):
    text = page(client, "weg", "a")

    assert 'value="weg-1"' in text  # it stands below the rest
    assert 'name="s" value="plek.weg.20"' in text


def test_rests_on_the_way_are_put_in(client, town):
    make_place(name="Bankje halverwege", point=north(12), opening_hours="24/7")
    make_place(name="Ver weg", slug="ver", point=north(25), opening_hours="24/7")

    assert "Bankje halverwege" not in page(client, "a", "ver")
    assert "Bankje halverwege" in page(client, "a", "ver", rust="90")


def test_on_paper_and_as_gpx(client, town):
    asked = {"s": stops("a", "b"), "dag": DAY}

    assert "B" in client.get(f"{MAKER}printen/", asked).content.decode()
    assert b"<wpt" in client.get(f"{MAKER}tocht.gpx", asked).content


# --- A proposal


def propose(client, **answers):
    address = f"/fietstochten/voorstellen/?s={stops('a')[0]}&s={stops('b')[0]}&op=voet"
    with time_machine.travel(TUESDAY, tick=False) as clock:
        form = client.get(address).context["form"]
        opened = form.initial["opened"]
        clock.shift(10)
        known = {"name": "Mijn rondje", "about": "Vlak en rustig.", "opened": opened}
        return client.post(address, known | answers)


def test_a_resident_proposes_a_tour_that_waits_for_staff(client, town):
    response = propose(client)

    tour = Tour.objects.get()
    assert response["Location"] == "/fietstochten/voorstellen/bedankt/"
    assert (tour.state, tour.means, tour.stops.count()) == ("suggested", "voet", 2)
    assert client.get(tour.get_absolute_url()).status_code == 404
    [waiting] = sources()["fietstocht"].waiting()
    assert waiting.name == "Mijn rondje"


def test_a_proposal_without_a_name_is_not_sent(client, town):
    assert propose(client, name="").status_code == 200
    assert not Tour.objects.exists()


def test_a_program_that_fills_in_every_field_is_refused(client, town):
    propose(client, homepage="https://spam.example")

    assert not Tour.objects.exists()


def test_with_one_stop_there_is_nothing_to_propose(client, town):
    address = f"/fietstochten/voorstellen/?s={stops('a')[0]}"
    response = client.get(address)

    assert "minstens twee plekken" in response.content.decode()
    assert f"{MAKER}?s=plek.a.20" in response.content.decode()
