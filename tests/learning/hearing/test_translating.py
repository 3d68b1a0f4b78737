"""What was heard, in another language: seen by a second colleague before it is public,
as the sentence itself."""

import pytest
from django.core.cache import cache

from common.translations.forms import TranslationForm
from tests.kit.factories import make_heard, make_neighbourhood, make_staff
from tests.kit.staffpages import as_, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ENGLISH = "Now I know my neighbours."


@pytest.fixture
def heard():
    area = make_neighbourhood(name="Belcrum", slug="belcrum")
    return make_heard("Nu ken ik mijn buren.", neighbourhood=area)


@pytest.fixture
def bo():
    return make_staff(name="Bo")


def give(person, heard, words):
    form = TranslationForm(thing=heard, by_staff=True)
    key = "sentence-en"
    typed = {f"t-{key}": words, f"s-{key}": form.fields[f"s-{key}"].initial}
    return as_(person).post(f"/beheer/vertalingen/gehoord/{heard.pk}/", typed)


def decide(person, heard, do):
    row = heard.translations.get()
    page = f"/beheer/wachtrij/vertaling/{row.pk}/"
    seen = as_(person).get(page).context["form"].initial["seen"]
    typed = {"do": do, "seen": seen, "answer": "Te lang."}
    return text_of(as_(person).post(page, typed, follow=True))


def public(client):
    cache.clear()
    return text_of(client.get("/en/buurten/belcrum/"))


def test_a_text_that_staff_give_waits_for_a_colleague(client, heard, bo):
    answer = give(bo, heard, ENGLISH)

    assert answer.status_code == 302
    assert heard.translations.get().proposed == ENGLISH
    assert ENGLISH not in public(client)


def test_who_gave_it_does_not_accept_it(client, heard, bo):
    give(bo, heard, ENGLISH)
    row = heard.translations.get()
    page = text_of(as_(bo).get(f"/beheer/wachtrij/vertaling/{row.pk}/"))
    assert 'value="publish"' not in page
    assert 'value="refuse"' in page

    assert "een collega moet hem aannemen" in decide(bo, heard, "publish")
    assert ENGLISH not in public(client)
    assert heard.translations.get().proposed == ENGLISH


def test_a_colleague_accepts_it_and_everyone_reads_it(client, heard, bo):
    give(bo, heard, ENGLISH)
    decide(make_staff(), heard, "publish")

    assert f'<p lang="en">“{ENGLISH}”</p>' in public(client)


def test_other_words_wait_again_and_those_that_were_seen_stay(client, heard, bo):
    give(bo, heard, ENGLISH)
    decide(make_staff(), heard, "publish")
    give(bo, heard, "Now I know them.")

    page = public(client)
    assert ENGLISH in page
    assert "Now I know them." not in page


def test_to_take_a_text_away_waits_for_nobody(client, heard, bo):
    give(bo, heard, ENGLISH)
    decide(make_staff(), heard, "publish")
    give(bo, heard, "")

    assert not heard.translations.exists()
    assert ENGLISH not in public(client)


def test_what_leads_to_a_person_is_refused_in_every_language(heard, bo):
    answer = give(bo, heard, "Call me: 06 12345678.")

    assert answer.status_code == 200
    assert not heard.translations.exists()
    assert "06 12345678" in text_of(answer)
