"""Someone answers a question: without an account, a name or a cookie that stays."""

import pytest
from django.test import Client

from learning.models import Contribution, WantsAnswer
from tests.kit.factories import make_neighbourhood, make_question
from tests.kit.staffpages import text_of
from tests.learning.asking.hands import after, make_chosen, send

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/vragen/buiten/"


@pytest.fixture
def question():
    return make_question(slug="buiten", label="Dit zou mij helpen")


def test_one_sentence_is_enough_and_waits_until_someone_read_it(client, question):
    answer = send(client, question, answer="Meer licht op het pad.")

    assert answer.url == f"{PAGE}bedankt/"
    made = Contribution.objects.get()
    assert (made.text, made.state, made.neighbourhood) == (
        "Meer licht op het pad.", "suggested", None,
    )  # fmt: skip
    assert "Meer licht" not in text_of(client.get(PAGE))
    assert "Een van ons leest het eerst" in text_of(client.get(answer.url))


def test_the_page_of_a_question_leads_to_its_form_in_one_tap(client, question):
    page = client.get(PAGE)

    assert f'href="{PAGE}antwoord/"' in text_of(page)
    assert not page.cookies


def test_where_someone_lives_is_for_staff_alone(client, question):
    make_neighbourhood(name="Stille Hoek", slug="stille-hoek")
    send(client, question, answer="Meer licht.", neighbourhood="stille-hoek")
    made = Contribution.objects.get()
    made.state = "published"
    made.save()

    assert made.neighbourhood.name == "Stille Hoek"
    for page in ["", "antwoorden/", "antwoorden.csv"]:
        answer = client.get(f"{PAGE}{page}")
        shown = b"".join(answer) if answer.streaming else answer.content
        assert b"Stille Hoek" not in shown
        assert b"stille-hoek" not in shown


def test_an_address_is_kept_apart_from_the_answer_and_once(client, question):
    for text in ["Meer licht.", "En bankjes."]:
        send(client, question, answer=text, email="Fatima@example.org")

    kept = WantsAnswer.objects.get()
    assert kept.email == "fatima@example.org"
    assert Contribution.objects.count() == 2
    assert not [f for f in WantsAnswer._meta.get_fields() if "contribution" in f.name]


@pytest.mark.parametrize(
    "leads_to_someone",
    ["Bel mij op 06 12345678", "Mail jan@example.org", "Ik woon in de Kerkstraat 12"],
)
def test_what_leads_to_a_person_is_refused_and_nothing_typed_is_lost(
    client, question, leads_to_someone
):
    email = "fatima@example.org"
    answer = send(client, question, answer=leads_to_someone, email=email)

    page = text_of(answer)
    assert not Contribution.objects.exists()
    assert not WantsAnswer.objects.exists()
    assert leads_to_someone in page
    assert email in page
    assert "iedereen leest dit" in page


@pytest.mark.parametrize("text", ["", "   ", "x" * 601])
def test_nothing_and_too_much_are_refused(client, question, text):
    assert send(client, question, answer=text).status_code == 200
    assert not Contribution.objects.exists()


def test_a_choice_is_one_of_its_answers_and_counts_at_once(client):
    question = make_question(slug="buiten", options="Licht\nBankjes")

    assert send(client, question, answer="3").status_code == 200
    assert send(client, question, answer="2").status_code == 302
    made = Contribution.objects.get()
    assert (made.choice, made.text, made.state) == (2, "", "published")


def test_someone_in_a_hurry_chooses_in_the_language_she_reads(client):
    question = make_chosen([1, 1], slug="buiten")
    page = text_of(client.get(f"/en{question.get_absolute_url()}antwoord/"))

    assert "Keuze 1" in page


@pytest.mark.parametrize("opened", [-3, 8])
def test_before_it_opens_and_after_its_last_day_nobody_answers(client, opened):
    question = make_question(slug="buiten", opened=opened)

    page = client.get(f"{PAGE}antwoord/")
    answer = client.post(f"{PAGE}antwoord/", {"answer": "Toch nog dit."})
    assert "<textarea" not in text_of(page)
    assert "antwoord/" not in text_of(client.get(PAGE))
    assert not Contribution.objects.exists()
    assert answer.status_code in (200, 410)
    assert "Toch nog dit." in text_of(answer)
    assert question.contributions.count() == 0


def test_who_was_still_writing_on_the_last_day_reads_what_she_wrote(client, question):
    form = client.get(f"{PAGE}antwoord/").context["form"]
    hidden = {each.html_name: each.value() or "" for each in form.hidden_fields()}
    with after(7):
        client.get(f"{PAGE}antwoord/")  # her page stays open over midnight
        form = client.get(f"{PAGE}antwoord/").context["form"]
        hidden = {each.html_name: each.value() or "" for each in form.hidden_fields()}
    with after(8):
        answer = client.post(f"{PAGE}antwoord/", {**hidden, "answer": "Meer licht."})

    assert "Meer licht." in text_of(answer)
    assert "niet meer antwoorden" in text_of(answer)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("state", ["suggested", "closed"])
def test_what_is_not_on_the_site_has_no_form(client, state):
    make_question(slug="buiten", state=state)

    for page in ["", "antwoord/", "bedankt/", "antwoorden/", "antwoorden.csv"]:
        assert client.get(f"{PAGE}{page}").status_code == 404


def test_from_one_address_so_many_an_hour(client, question, settings):
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"contribution": 2}
    for text in ["Een", "Twee", "Drie"]:
        answer = send(Client(), question, answer=text)

    assert "in het laatste uur" in text_of(answer) or "een uur" in text_of(answer)
    assert "Drie" in text_of(answer)
    assert Contribution.objects.count() == 2


def test_the_page_says_that_nobody_knows_who_answers_twice(client, question):
    for page in ["", "antwoord/"]:
        assert "telt vaker mee" in text_of(client.get(f"{PAGE}{page}"))
