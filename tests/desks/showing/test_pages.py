"""What a visitor sees of desks: this week by day, by language, question, neighbourhood
and near by; and the page of one. An activity that is a desk is shown as that, once."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desks.days import away, marks
from desks.models import DeskDay
from tests.desks.conftest import TUESDAY
from tests.kit.factories import (
    ULVENHOUT,
    make_activity,
    make_desk,
    make_desk_host,
    make_neighbourhood,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST, PAGE = "/ontmoetingsloket/", "/ontmoetingsloket/tafel/"


def text(client, path, **asked) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def names(client, **asked) -> list[str]:
    answer = client.get(LIST, asked)
    return [each.desk.name for _day, found in answer.context["days"] for each in found]


def test_the_list_has_desks_and_nothing_else(client, desk, fatima):
    make_activity(name="Koffie")

    assert names(client) == ["De tafel"]


def test_a_desk_is_found_by_what_you_want_to_ask(client, desk):
    make_desk(name="Geld", topics=["geld", "wonen"])

    assert names(client, vraag="wonen") == ["Geld"]
    assert names(client, vraag="zorg") == []


def test_a_desk_is_found_by_its_neighbourhood_and_near_by(client, desk):
    belcrum = make_neighbourhood(name="Belcrum")
    make_desk(name="Belcrum", neighbourhood=belcrum)
    make_desk(name="Ver", place=make_place(point=ULVENHOUT))

    assert names(client, buurt="belcrum") == ["Belcrum"]
    assert "Ver" not in names(client, bij="51.589,4.776", straal="2000")
    assert "ongeveer" in text(client, LIST, bij="51.589,4.776")


def test_a_desk_is_found_by_language_but_not_when_who_speaks_it_is_away(
    client, desk, fatima, karim
):
    fatima.languages, fatima.languages_consent_on = ["ar"], TUESDAY - timedelta(days=9)
    fatima.save()
    desk.activity.languages = ["nl", "ar"]
    desk.activity.save()
    assert names(client, taal="ar") == ["De tafel"]

    day = DeskDay.objects.create(
        desk=desk, rule_date=TUESDAY, away=fatima, stand_in=karim
    )
    marks.show(day)

    assert names(client, taal="ar") == []
    assert names(client) == ["De tafel"]


def test_what_is_wrong_in_the_address_is_said(client, desk):
    answer = client.get(LIST, {"vraag": "liefde"})

    assert answer.status_code == 400
    assert "liefde" in answer.content.decode()


def test_ten_desks_cost_as_many_queries_as_one(client, desk, fatima):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(LIST)
        return len(found)

    client.get(LIST)
    before = queries()
    for _number in range(9):
        make_desk_host(make_desk())

    assert queries() == before


def test_nothing_this_week_leads_to_the_next_time(client, the_day_before):
    make_desk(name="Later", first_on=date(2026, 12, 1))

    assert "dag=2026-12-01" in text(client, LIST)


# --- Once, as a desk ------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/agenda/tafel/", f"/agenda/tafel/{TUESDAY}/"])
def test_its_address_as_an_activity_leads_to_the_desk(client, desk, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.url == path.replace("agenda", "ontmoetingsloket")


@pytest.mark.parametrize(
    "path", ["/agenda/", "/agenda/?q=tafel", "/sitemap-activiteiten.xml"]
)
def test_lists_lead_to_the_desk(client, desk, path):
    page = text(client, path)

    assert "/ontmoetingsloket/tafel/" in page
    assert 'href="/agenda/tafel/' not in page


def test_a_calendar_leads_to_the_desk(client, desk):
    calendar = text(client, "/agenda.ics").replace("\r\n ", "")

    assert "URL:http://testserver/ontmoetingsloket/tafel/" in calendar
    assert calendar.count("SUMMARY:De tafel") == 1


def test_an_activity_that_is_no_desk_any_more_has_its_own_page_again(client, desk):
    from common.kit.storing import remove

    remove(desk)

    assert client.get("/agenda/tafel/").status_code == 200
    assert client.get(PAGE).url == "/agenda/tafel/"


def test_what_staff_hide_is_gone(client, desk):
    desk.activity.state = desk.activity.State.SUGGESTED
    desk.activity.save()

    assert client.get(PAGE).status_code == 404
    assert names(client) == []


# --- The page of one ------------------------------------------------------------------


def test_it_says_what_you_can_ask_what_not_and_what_to_bring(client, desk):
    desk.can_ask, desk.not_here = "Een brief lezen", "Tot aan DigiD"
    desk.bring, desk.topics = "De brief", ["brief"]
    desk.save()

    page = text(client, PAGE)

    for words in ("Een brief lezen", "Tot aan DigiD", "De brief", "?vraag=brief"):
        assert words in page


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (True, '<li class="yes">'),
        (False, "Geen tolk"),
        (None, "Tolk"),
    ],
)
def test_a_fact_has_three_states(client, desk, answer, words):
    desk.has_interpreter = answer
    desk.save()

    page = text(client, PAGE)

    assert words in page
    assert ("Een tolk kan helpen" in page) == (answer is True)
    assert ("nog niet bekend" in page) or answer is not None


def test_while_nobody_is_found_no_name_stands_there(client, desk, fatima, karim):
    fatima.first_name, fatima.name_consent_on = "Fatima", TUESDAY - timedelta(days=9)
    fatima.save()
    away.cannot_come(fatima, TUESDAY)

    assert "We zoeken iemand die kan komen." in text(client, LIST)
    assert "Fatima" not in text(client, LIST)


# --- What a host agreed to ------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "is_shown"),
    [
        (date(2024, 11, 9), False),
        (date(2024, 11, 11), True),
        (date(2026, 11, 10), False),
    ],
    ids=["two years ago", "lately", "from tomorrow on"],
)
def test_a_name_stands_there_for_two_years_from_the_day_they_agreed(
    client, desk, fatima, since, is_shown
):
    fatima.first_name, fatima.name_consent_on = "Fatimatje", since
    fatima.save()

    assert ("Fatimatje" in text(client, PAGE)) == is_shown
    assert ("Fatimatje" in text(client, LIST)) == is_shown


def test_a_host_that_staff_did_not_look_at_is_not_shown(client, desk, fatima):
    fatima.first_name, fatima.name_consent_on = "Fatimatje", date(2026, 11, 1)
    fatima.state = fatima.State.WAITS
    fatima.save()

    assert "Fatimatje" not in text(client, PAGE) + text(client, LIST)
