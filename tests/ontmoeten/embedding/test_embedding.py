"""Other sites show what is ours: in a frame, or as a list that they fetch."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from tests.kit.addresses import EXAMPLES
from tests.kit.factories import (
    make_activity,
    make_neighbourhood,
    make_organisation,
    make_place,
)
from tests.ontmoeten.web.test_safety import public_names

pytestmark = [pytest.mark.django_db, pytest.mark.once]
IN_FRAMES = {"embedded-agenda", "embedded-activity", "embedded-map"}
TOMORROW = timezone.localdate() + timedelta(days=1)
CHOOSE = "/organisaties/de-huiskamer/op-je-eigen-site/"


@pytest.fixture
def club():
    club = make_organisation(name="De Huiskamer", slug="de-huiskamer")
    area, elsewhere = make_neighbourhood(name="Belcrum"), make_neighbourhood()
    make_activity(
        name="Koffie", slug="koffie", organisation=club, first_on=TOMORROW, rule="",
        place=make_place(name="Buurthuis", neighbourhood=area),
    )  # fmt: skip
    make_activity(
        name="Zingen",
        slug="zingen",
        organisation=club,
        first_on=TOMORROW,
        rule="",
        neighbourhood=elsewhere,
    )
    make_activity(
        name="Van een ander", first_on=TOMORROW, rule="", neighbourhood=elsewhere
    )
    return club


def ancestors(answer) -> str:
    return re.search(r"frame-ancestors ([^;]*)", answer["Content-Security-Policy"])[1]


@pytest.mark.parametrize(
    "path",
    [
        "/inbedden/agenda/?organisatie=de-huiskamer",
        "/inbedden/activiteit/koffie/",
        "/inbedden/kaart/?soort=bankje",
    ],
)
def test_these_pages_may_stand_in_any_frame_and_set_no_cookie(client, club, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert ancestors(answer) == "*"
    assert "X-Frame-Options" not in answer
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    text = answer.content.decode()
    assert "<form" not in text
    assert 'content="noindex"' in text


def test_what_is_asked_for_once_more_may_still_stand_there(client, club):
    """A browser takes what "not modified" says in the place of what it knew."""
    path = "/inbedden/agenda/?organisatie=de-huiskamer"
    etag = client.get(path)["ETag"]

    again = client.get(path, headers={"if-none-match": etag})

    assert again.status_code == 304
    for name in ("Content-Security-Policy", "X-Frame-Options", "Permissions-Policy"):
        assert name not in again
    assert "Cross-Origin-Resource-Policy" not in again


def test_no_other_page_may_stand_in_a_frame(client, club):
    assert set(public_names()) >= IN_FRAMES
    for name in ("/", "/agenda/", "/plekken/", "/agenda/koffie/", CHOOSE):
        answer = client.get(name)
        assert ancestors(answer) == "'none'", name
        assert answer["X-Frame-Options"] == "DENY"


def test_the_agenda_is_of_one_organisation_or_of_a_neighbourhood(client, club):
    of_club = client.get("/inbedden/agenda/?organisatie=de-huiskamer").content.decode()
    of_area = client.get("/inbedden/agenda/?buurt=belcrum").content.decode()
    of_all = client.get("/inbedden/agenda/").content.decode()

    names = ("Koffie", "Zingen", "Van een ander")
    assert [name in of_club for name in names] == [True, True, False]
    assert [name in of_area for name in names] == [True, False, False]
    assert [name in of_all for name in names] == [True, True, True]
    assert client.get("/inbedden/agenda/?organisatie=onzin").status_code == 404


def test_it_is_a_plain_list_without_a_script(client, club):
    text = client.get("/inbedden/agenda/?organisatie=de-huiskamer").content.decode()

    assert "<script" not in text
    assert text.count('class="main"') == 2
    assert '<base target="_blank">' in text


def test_the_map_has_its_places_as_a_list_for_who_has_no_script(client, club):
    make_place(name="Bank aan het water", kind="bankje")
    text = client.get("/inbedden/kaart/?soort=bankje").content.decode()

    without = text.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "Bank aan het water" in without
    assert client.get("/inbedden/kaart/?soort=onzin").status_code == 404


def test_what_is_not_on_the_site_is_in_no_frame(client, club):
    make_activity(
        name="Nog niet", slug="nog-niet", organisation=club, state="suggested"
    )

    assert client.get("/inbedden/activiteit/nog-niet/").status_code == 404
    assert "Nog niet" not in client.get("/inbedden/agenda/").content.decode()


def test_three_presets_are_shown_as_they_look_with_the_text_to_copy(client, club):
    text = client.get(CHOOSE).content.decode()

    looks = re.findall(r'<iframe class="framed__look" src="([^"]+)"', text)
    copied = [unescape(each) for each in re.findall(r"readonly>([^<]+)<", text)]
    assert len(looks) == len(copied) == 3
    for look, html in zip(looks, copied, strict=True):
        assert f'src="http://127.0.0.1:8000{look}"' in html
        assert client.get(unescape(look)).status_code == 200
        assert "<script" not in html
        assert 'title="' in html


def test_another_activity_can_be_chosen(client, club):
    text = client.get(f"{CHOOSE}?activiteit=zingen").content.decode()

    assert "/inbedden/activiteit/zingen/" in text
    assert "/inbedden/activiteit/koffie/" not in text


def test_the_agenda_costs_as_many_questions_for_many_dates(
    client, club, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4) as few:
        client.get("/inbedden/agenda/")
    for number in range(8):
        make_activity(
            name=f"Wandelen {number}", organisation=club, first_on=TOMORROW, rule="",
            place=make_place(),
        )  # fmt: skip
    with django_assert_num_queries(len(few)):
        client.get("/inbedden/agenda/")


def test_every_framed_page_is_an_address_that_is_looked_at():
    assert set(EXAMPLES) >= {*IN_FRAMES, "embedding"}
