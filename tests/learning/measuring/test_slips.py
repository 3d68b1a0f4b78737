"""A card answers three questions once, and nobody can tell which card said what."""

import logging

import pytest
from django.test import Client
from django.utils import timezone

from learning.measuring import slips
from learning.models import AnswerSum, Slip, Tally
from tests.kit.staffpages import as_
from tests.learning.measuring.conftest import TUESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/kaartje/"
SAID = {"welcome": "yes", "met": "no", "again": "unknown"}


@pytest.fixture
def tally(soup):
    return Tally.objects.create(activity=soup, rule_date=TUESDAY, more_often=3)


@pytest.fixture
def code(row, tally):
    return slips.give(row, 1)[0]


def sums():
    return set(AnswerSum.objects.values_list("question", "answer", "count"))


def test_a_code_answers_once_and_is_forgotten(client, code):
    answer = client.post(PAGE, {"code": code, **SAID})

    assert answer.url == "/kaartje/bedankt/"
    assert sums() == {("welcome", "yes", 1), ("met", "no", 1), ("again", "unknown", 1)}
    assert not Slip.objects.exists()


def test_used_twice_is_refused_and_counts_once(client, code):
    client.post(PAGE, {"code": code, **SAID})
    answer = client.post(PAGE, {"code": code, **SAID})

    assert "Deze code werkt niet" in answer.content.decode()
    assert {count for _question, _answer, count in sums()} == {1}


def test_it_can_be_typed_in_any_way(client, code):
    typed = f" {code.lower().replace('-', ' ')} "

    assert client.post(PAGE, {"code": typed, **SAID}).status_code == 302


def test_all_three_questions_have_an_answer(client, code):
    answer = client.post(PAGE, {"code": code, **SAID, "met": ""})

    assert answer.status_code == 200
    assert Slip.objects.count() == 1


def test_it_ends_after_three_weeks(client, code, time_machine):
    time_machine.move_to("2026-12-02 10:00+01:00", tick=False)
    assert client.post(PAGE, {"code": code, **SAID}).status_code == 200

    assert Slip.objects.all().forget(timezone.localdate()) == 1


def test_there_are_no_more_cards_than_people(row, tally):
    slips.give(row, 2)
    with pytest.raises(slips.TooMany):
        slips.give(row, 2)

    assert len(slips.give(row, 1)) == 1
    assert Slip.objects.count() == 3


def test_a_used_card_gives_no_room_for_another(client, row, tally):
    for code in slips.give(row, 3):
        client.post(PAGE, {"code": code, **SAID})

    with pytest.raises(slips.TooMany):
        slips.give(row, 1)


def test_the_code_itself_is_kept_nowhere(code):
    slip = Slip.objects.values().get()

    assert code.replace("-", "") not in str(slip)
    assert code not in str(slip)


def test_the_page_sets_no_cookie_and_tells_no_other_site(client):
    page = client.get(PAGE)

    assert not page.cookies
    assert page["Referrer-Policy"] == "no-referrer"


def test_no_code_stands_in_a_log(client, code, caplog):
    caplog.set_level(logging.DEBUG)
    client.post(PAGE, {"code": code, **SAID})
    client.post(PAGE, {"code": code, **SAID})

    assert code not in caplog.text
    assert code.replace("-", "") not in caplog.text


def test_another_site_cannot_answer(code):
    answer = Client().post(
        PAGE, {"code": code, **SAID}, headers={"sec-fetch-site": "cross-site"}
    )

    assert answer.status_code == 403
    assert Slip.objects.count() == 1


def test_who_guesses_has_to_wait_and_who_answers_does_not(client, row, tally, settings):
    settings.PUBLIC_FORM_LIMITS = {**settings.PUBLIC_FORM_LIMITS, "slip-guess": 2}
    first, second, third = slips.give(row, 3)
    for code in (first, second):
        assert client.post(PAGE, {"code": code, **SAID}).status_code == 302
    for _time in range(2):
        assert client.post(PAGE, {"code": "AAA-AAA-AAA", **SAID}).status_code == 200

    assert client.post(PAGE, {"code": third, **SAID}).status_code == 429


# --- The sheet ----------------------------------------------------------------------


@pytest.fixture
def sheet(soup):
    return f"/mijn/activiteit/{soup.pk}/turf/{TUESDAY}/kaartjes/"


def test_the_sheet_has_codes_that_work(amira, sheet, tally, client):
    page = as_(amira).post(sheet, {"number": 3})
    codes = [code for code, _picture in page.context["cards"]]

    assert len(set(codes)) == 3
    assert all(code in page.content.decode() for code in codes)
    assert client.post(PAGE, {"code": codes[0], **SAID}).status_code == 302


def test_reading_the_page_makes_no_cards(amira, sheet, tally):
    as_(amira).get(sheet)

    assert not Slip.objects.exists()


def test_more_than_who_came_is_refused_in_words(amira, sheet, tally):
    page = as_(amira).post(sheet, {"number": 4})

    assert "Hoogstens 3" in page.content.decode()
    assert not Slip.objects.exists()


def test_the_letters_are_easy_to_tell_apart():
    assert not set(slips.LETTERS) & set("0OI1L2Z5S8BUV")
    assert len(slips.LETTERS) ** slips.LENGTH > 10**12
