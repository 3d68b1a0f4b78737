"""Advice beside the fields in which someone writes for the public."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from common.kit.storing import store
from ontmoeten.models import HardWord
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HARD = "Wij zijn tevens open."
ADVICE = '<b lang="nl">tevens</b> Makkelijker: ook.'


def ask(client, text, path="/taalhulp/", **headers):
    return client.post(path, {"text": text}, headers=headers)


def test_who_is_still_writing_gets_advice(client):
    answer = ask(client, HARD)

    assert answer.json() == {
        "level": "",
        "advice": [{"said": "tevens", "text": "Makkelijker: ook."}],
        "more": 0,
    }
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_advice_comes_in_the_language_of_the_page(client):
    [advice] = ask(client, HARD, "/en/taalhulp/").json()["advice"]

    assert advice["text"] == "Easier: ook."


def test_a_text_never_stands_in_an_address(client):
    assert client.get("/taalhulp/", {"text": HARD}).status_code == 405


def test_another_site_gets_no_advice_from_us():
    client = Client(enforce_csrf_checks=True)

    assert ask(client, HARD, sec_fetch_site="cross-site").status_code == 403
    assert ask(client, HARD, sec_fetch_site="same-origin").status_code == 200


def test_a_text_of_any_length_costs_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        ask(client, f"{HARD} " * 2000)


def test_words_of_staff_come_before_ours(client):
    HardWord.objects.create(words="gezellig", better="fijn")
    HardWord.objects.create(words="tevens")

    found = ask(client, "Het is tevens gezellig.").json()["advice"]
    assert found == [{"said": "gezellig", "text": "Makkelijker: fijn."}]


def test_staff_add_a_hard_word_in_whatever_letters(client):
    client.force_login(make_staff())
    path = "/beheer/ontmoeten/hardword/add/"

    client.post(path, {"words": " Sociaal  Makelaar ", "better": "Bo van de wijk"})
    refused = client.post(path, {"words": "a.s.", "better": "x"})

    assert HardWord.objects.get().words == "sociaal makelaar"
    assert "Alleen woorden" in refused.content.decode()


def pages():
    club = make_organisation(owner=make_user(email="amira@example.org"))
    facts = {"organisation": club, "description": HARD}
    club.description = HARD
    store(club)
    activity, initiative = make_activity(**facts), make_initiative(**facts)
    place = make_place(description=HARD)
    mine = [
        reverse("initiatives:edit-organisation", args=[club.pk]),
        reverse("initiatives:edit-activity", args=[activity.pk]),
        reverse("initiatives:edit-initiative", args=[initiative.pk]),
    ]
    staff = [
        f"/beheer/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/"
        for entry in (club, activity, initiative, place)
    ]
    return {"amira@example.org": mine, "bo@example.org": staff}


def test_what_was_saved_comes_back_with_advice_without_javascript(client):
    found = pages()
    make_staff(email="bo@example.org")
    for email, paths in found.items():
        client.force_login(get_user_model().objects.get(email=email))
        for path in paths:
            page = client.get(path).content.decode()
            assert ADVICE in page, path
            assert "js/lib/plain" in page, path


@pytest.mark.parametrize(
    ("path", "field"),
    [("/plekken/voorstellen/", "about"), ("/organisaties/aanmelden/", "description")],
)
def test_a_form_that_is_refused_comes_back_with_advice(client, path, field):
    page = client.post(path, {field: HARD}).content.decode()

    assert ADVICE in page
    assert "js/lib/plain" in page


def test_a_script_in_a_text_stays_a_text(client):
    page = client.post("/plekken/voorstellen/", {"about": "<b>tevens</b> m.b.t. <i>"})

    assert "<b>tevens</b>" not in page.content.decode()
