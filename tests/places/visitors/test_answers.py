"""What we do not know about a place is asked of who passes by: one tap."""

import pytest
from django.test import Client

from common.kit.storing import store
from places.deciding import answers
from places.facts.questions import BY_SLUG, QUESTIONS, open_questions
from places.models import Place, PlaceKind, VisitorAnswer, VisitorFact
from tests.kit.factories import kind, make_place, make_staff

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both("counts"),
]

BACKREST = BY_SLUG["rugleuning"]
PAGE = "/plekken/bank/"
ASK = "/plekken/bank/weet-jij/rugleuning/"
NOON = "2026-11-20 12:00+01:00"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def place():
    return make_place(name="Bank", slug="bank")


def say(place, question, is_so, *senders):
    for sender in senders:
        answers.answer(place, question, is_so, sender)


# --- What is asked --------------------------------------------------------------------


def test_three_questions_stand_open_and_the_rest_behind_a_fold(client, place):
    page = client.get(PAGE)

    assert len(page.context["questions"]) == 3
    assert page.context["more_questions"]
    assert f'action="{ASK}"' in page.content.decode()


def test_what_is_known_is_not_asked(client, place):
    place.backrest = False
    store(place)

    assert ASK not in client.get(PAGE).content.decode()


def test_what_every_place_of_a_kind_has_is_not_asked():
    PlaceKind.objects.filter(slug="picknicktafel").update(asked="tafel, verlicht")
    picnic = make_place(kind="picknicktafel")

    assert [each.slug for each in open_questions(picnic)] == ["verlicht"]


def test_partly_without_steps_is_known(place):
    place.step_free = Place.StepFree.LIMITED

    assert not BY_SLUG["drempelvrij"].is_open(place)


def test_staff_choose_what_is_asked_of_a_kind(client, place):
    PlaceKind.objects.filter(slug="bankje").update(asked="toilet")

    page = client.get(PAGE)

    assert [each.slug for each in page.context["questions"]] == ["toilet"]


def test_staff_tick_what_is_asked_of_a_kind(client):
    client.force_login(make_staff())
    bench = kind("bankje")
    page = f"/beheer/places/placekind/{bench.pk}/change/"
    form = client.get(page).context["adminform"].form
    sent = {
        each.html_name: each.value() for each in form if each.value() not in (None, "")
    }

    client.post(page, {**sent, "asked": ["toilet", "tafel"]})

    assert set(kind("bankje").asked.split(", ")) == {"toilet", "tafel"}


def test_every_kind_we_bring_asks_only_what_exists():
    for each in PlaceKind.objects.all():
        each.full_clean()
        assert each.asked


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.slug)
def test_every_question_can_be_answered_both_ways(place, question):
    PlaceKind.objects.filter(slug="bankje").update(cost="unknown")
    place.refresh_from_db()
    for is_so in (True, False):
        setattr(place, question.field, question.value(is_so))
        place.full_clean()
        assert not question.is_open(place)
    setattr(place, question.field, question.value(None))
    place.full_clean()
    assert question.is_open(place)


# --- One tap --------------------------------------------------------------------------


def test_one_tap_thanks_and_says_how_many_are_still_needed(client, place):
    response = client.post(ASK, {"antwoord": "ja"})

    assert response.url == ASK + "ja/"
    assert "Nog 4 mensen" in client.get(response.url).content.decode()
    assert VisitorAnswer.objects.get().is_so is True


def test_it_needs_no_token_and_leaves_no_cookie(place):
    response = Client(enforce_csrf_checks=True).post(ASK, {"antwoord": "nee"})

    assert response.status_code == 302
    assert not response.cookies


def test_reading_the_page_answers_nothing(client, place):
    assert client.get(ASK).status_code == 200
    assert not VisitorFact.objects.exists()


def test_who_does_not_know_is_not_counted(client, place):
    response = client.post(ASK, {"antwoord": "weet-niet"})

    assert client.get(response.url).status_code == 200
    assert not VisitorAnswer.objects.exists()


def test_another_site_can_not_answer(client, place):
    headers = {"sec-fetch-site": "cross-site"}
    response = client.post(ASK, {"antwoord": "ja"}, headers=headers)

    assert response.status_code == 403
    assert not VisitorAnswer.objects.exists()


@pytest.mark.parametrize("said", [{}, {"antwoord": "misschien"}])
def test_an_answer_that_is_none_is_told_so(client, place, said):
    response = client.post(ASK, said)

    assert response.status_code == 400
    assert "Niet geteld" in response.content.decode()


def test_one_address_counts_once_a_day_and_the_last_answer_is_it(place):
    say(place, BACKREST, True, "a", "a")
    say(place, BACKREST, False, "a")

    assert VisitorAnswer.objects.get().is_so is False


def test_an_hour_has_an_end(client, place, settings):
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"answer": 1}
    client.post(ASK, {"antwoord": "ja"})

    response = client.post(ASK, {"antwoord": "nee"})

    assert response.status_code == 429
    assert VisitorAnswer.objects.get().is_so is True


def test_no_question_no_page(client, place):
    assert client.get("/plekken/bank/weet-jij/zwembad/").status_code == 404
    assert client.get(ASK + "misschien/").status_code == 404


# --- Asked around ---------------------------------------------------------------------


def test_what_is_asked_near_you_comes_nearest_first(client, place):
    make_place(name="Ver", point="SRID=4326;POINT(4.7806 51.5937)")

    page = client.get("/weet-jij-het/?bij=51.589,4.776")

    assert [each.name for each, _question in page.context["rows"]] == ["Bank", "Ver"]


def test_a_place_of_which_all_is_known_is_not_asked_about(client, place):
    known = {each.field: each.yes for each in QUESTIONS}
    make_place(name="Bekend", **known)

    page = client.get("/weet-jij-het/?bij=51.589,4.776")

    assert [each.name for each, _question in page.context["rows"]] == ["Bank"]


def test_without_a_place_it_begins_in_the_middle_and_nonsense_is_told(client, place):
    assert client.get("/weet-jij-het/").status_code == 200
    wrong = client.get("/weet-jij-het/?bij=overal")
    assert wrong.status_code == 400
    assert "bij:" in wrong.content.decode()


def test_more_places_cost_no_more_queries(client, place, django_assert_num_queries):
    for number in range(8):
        make_place(name=f"Bank {number}", kind=kind("park" if number % 2 else "plein"))
    client.get("/weet-jij-het/?bij=51.589,4.776")

    with django_assert_num_queries(3):
        client.get("/weet-jij-het/?bij=51.589,4.776")
