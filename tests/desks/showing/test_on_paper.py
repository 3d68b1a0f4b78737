"""The week of desks on a sheet of paper, without any name; and which desk is new."""

from datetime import date, time

import pytest

from initiatives.dates import series
from initiatives.dates.splitting import part_at
from tests.desks.conftest import TUESDAY
from tests.kit.factories import make_desk, make_neighbourhood

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST, PAPER = "/ontmoetingsloket/", "/ontmoetingsloket/printen/"


def text(client, path=PAPER, **asked) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def test_the_list_leads_to_the_paper_with_the_same_choices(client, desk):
    assert f'href="{PAPER}?vraag=brief"' in text(client, LIST, vraag="brief")


def test_it_has_when_where_and_what_you_can_ask(client, desk):
    desk.topics, desk.phone = ["brief"], "076 111 22 33"
    desk.save()

    page = text(client)

    assert "dinsdag 10 november" in page
    for words in ("10.00", "12.00", "De tafel", "De bieb", "Brieven", "076 111 22 33"):
        assert words in page
    assert "<svg" in page.split('class="sheet__code"')[1]


def test_it_has_no_name_no_face_and_no_language_of_a_host(client, desk, fatima):
    since = date(2026, 11, 1)
    fatima.first_name, fatima.name_consent_on = "Zonnestraaltje", since
    fatima.languages, fatima.languages_consent_on = ["fa"], since
    fatima.save()
    desk.activity.languages = ["nl", "tr"]
    desk.activity.save()

    page = text(client)

    assert "Nederlands en Turks" in page
    for words in ("Zonnestraaltje", "Farsi", "gastvrouw", "face__pic"):
        assert words not in page


def test_it_keeps_the_choices_of_the_list(client, desk):
    belcrum = make_neighbourhood(name="Belcrum")
    make_desk(name="In Belcrum", neighbourhood=belcrum)

    page = text(client, buurt="belcrum")

    assert "In Belcrum" in page
    assert "De tafel" not in page


def test_what_is_called_off_says_so(client, desk):
    series.cancel(desk.activity, TUESDAY, "")

    assert "Gaat niet door" in text(client)


def test_a_desk_of_many_days_stands_there_once_with_its_days(client, the_day_before):
    desk = make_desk(name="De tafel", rule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH")
    every = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"
    make_desk(name="Elke dag", rule=every, starts_at=time(14))
    series.cancel(desk.activity, TUESDAY, "")

    page = text(client)

    assert page.count(">De tafel<") == page.count(">Elke dag<") == 1
    assert "<b>woensdag en donderdag</b>" in page
    assert "Niet op dinsdag 10 november" in page
    assert "<b>elke dag</b>" in page


def test_what_is_wrong_in_the_address_is_said(client, desk):
    assert client.get(PAPER, {"vraag": "liefde"}).status_code == 400


def test_a_desk_can_not_have_the_address_of_the_paper(client, the_day_before):
    assert make_desk(name="Printen").slug == "printen-2"


@pytest.mark.parametrize(
    ("began", "is_new"), [(date(2026, 10, 6), False), (date(2026, 10, 20), True)]
)
def test_a_desk_is_new_for_four_weeks(client, the_day_before, began, is_new):
    desk = make_desk(name="De tafel", first_on=began)

    assert (">nieuw<" in text(client, LIST)) == is_new
    part_at(desk.activity, TUESDAY)
    assert (">nieuw<" in text(client, LIST)) == is_new
