"""Two people with the same form open: the second sees both versions and chooses."""

import threading
from itertools import product

import pytest
from django.db import connection

from common.kit.storing import store
from tests.kit.choosing import asked_on, chosen_on, sent_of
from tests.kit.factories import (
    make_organisation,
    make_place,
    make_staff,
)
from tests.kit.staffpages import ADMIN, MINE, as_, form_page, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ASKED = "Iemand anders wijzigde dit intussen"
FIELDS = {
    "name": ("De Woonkamer", "Het Atelier"),
    "description": ("Samen soep eten.", "Samen soep koken."),
    "website": ("https://een.example.org/", "https://twee.example.org/"),
    "public_email": ("een@example.org", "twee@example.org"),
    "phone": ("076 111", "076 222"),
    "address": ("Markt 1", "Markt 2"),
}
# The same field, the next one, and one in which only the second is another.
PAIRS = [*zip(FIELDS, FIELDS, strict=True)]
PAIRS += [*zip(FIELDS, [*FIELDS][1:], strict=False), ("address", "name")]
PAIRS += [("phone", "website")]


@pytest.fixture
def amira():
    return make_staff(name="Amira")


@pytest.fixture
def bo():
    return make_staff(name="Bo")


# --- A hundred of a hundred --------------------------------------------------------


@pytest.mark.parametrize("ways", [*product([ADMIN, MINE], repeat=2)])
@pytest.mark.long(6)
def test_the_second_never_overwrites_the_first_unseen(ways, amira, bo):
    """26 for each of four ways: 104 pairs, whoever opened the form first."""
    people = [as_(amira), as_(bo)]
    pages = 0
    for (first, second), is_turned in product(PAIRS, [False, True]):
        club = make_organisation(owner=amira, editor=bo, is_trusted=True)
        urls = [form_page(club, way) for way in ways]
        turns = [1, 0] if is_turned else [0, 1]
        opened = {}
        for turn in turns:  # who opens first need not save first
            opened[turn] = sent_of(people[turn].get(urls[turn]))
        one, other = FIELDS[first][0], FIELDS[second][1]

        saved = people[0].post(urls[0], opened[0] | {first: one})
        answer = people[1].post(urls[1], opened[1] | {second: other})

        assert saved.status_code == 302
        assert answer.status_code == 200
        club.refresh_from_db()
        assert getattr(club, first) == one
        if second != first:
            assert getattr(club, second) != other
        text = text_of(answer)
        assert ASKED in text
        assert one in text
        assert other in text
        assert "Amira" in text or "de gemeente" in text
        assert asked_on(answer) == {first, second}
        side = {second: "theirs" if is_turned and first == second else "mine"}
        done = people[1].post(urls[1], chosen_on(answer, **side))
        assert done.status_code == 302
        club.refresh_from_db()
        if first == second:
            assert getattr(club, first) == (one if is_turned else other)
        else:
            assert (getattr(club, first), getattr(club, second)) == (one, other)
        pages += 1
    assert pages == 26


@pytest.mark.both("locks")
@pytest.mark.django_db(transaction=True)
@pytest.mark.long(2)
def test_two_who_press_save_in_the_same_moment_never_lose_one_of_the_two():
    amira, bo = make_staff(), make_staff()
    for ways in [[ADMIN, ADMIN], [ADMIN, MINE], [MINE, MINE]] * 4:
        club = make_organisation(owner=amira, editor=bo, is_trusted=True)
        people = [as_(amira), as_(bo)]
        urls = [form_page(club, way) for way in ways]
        opened = [sent_of(who.get(url)) for who, url in zip(people, urls, strict=True)]
        together, answers = threading.Barrier(2), {}

        def save(turn, people=people, urls=urls, opened=opened, together=together,
                 answers=answers):  # fmt: skip
            together.wait()
            try:
                data = opened[turn] | {"name": f"Van {turn}"}
                answers[turn] = people[turn].post(urls[turn], data)
            finally:
                connection.close()

        threads = [threading.Thread(target=save, args=[turn]) for turn in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        club.refresh_from_db()
        codes = {turn: answer.status_code for turn, answer in answers.items()}
        assert sorted(codes.values()) == [200, 302], codes
        winner = next(turn for turn, code in codes.items() if code == 302)
        assert club.name == f"Van {winner}"
        page = text_of(answers[1 - winner])
        assert f"Van {winner}" in page
        assert f"Van {1 - winner}" in page


# --- The page ----------------------------------------------------------------------


def test_who_chooses_nothing_is_asked_again_and_loses_nothing(amira, bo):
    club = make_organisation()
    url = form_page(club)
    opened = sent_of(as_(bo).get(url))
    as_(amira).post(url, sent_of(as_(amira).get(url), name="Van Amira"))
    answer = as_(bo).post(url, opened | {"name": "Van Bo"})
    assert "jullie wijzigden dit allebei" in text_of(answer)

    again = as_(bo).post(url, chosen_on(answer))

    club.refresh_from_db()
    assert club.name == "Van Amira"
    assert "Kies bij elk veld dat jullie allebei wijzigden" in text_of(again)
    assert "Van Bo" in text_of(again)


@pytest.mark.parametrize("way", [ADMIN, MINE])
@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_a_third_who_saves_meanwhile_gives_the_page_anew(amira, bo, way, side):
    club = make_organisation(owner=bo, is_trusted=True)
    url = form_page(club, way)
    opened = sent_of(as_(bo).get(url))
    club.name = "Eén"
    store(club)
    answer = as_(bo).post(url, opened | {"name": "Van Bo", "phone": "076 3"})
    club.name = "Twee"
    store(club)

    again = as_(bo).post(url, chosen_on(answer, name=side))

    club.refresh_from_db()
    assert (club.name, club.phone) == ("Twee", "")
    assert "Twee" in text_of(again)
    assert as_(bo).post(url, chosen_on(again, name="mine")).status_code == 302
    club.refresh_from_db()
    assert (club.name, club.phone) == ("Van Bo", "076 3")


def test_a_form_without_its_version_overwrites_nothing(amira):
    club = make_organisation(name="Zoals het is")
    url = form_page(club)
    data = sent_of(as_(amira).get(url), name="Anders")
    for version in (
        "",
        "onzin",
        sent_of(as_(amira).get(form_page(make_organisation()))),
    ):
        answer = as_(amira).post(url, data | {"version": version})

        assert ASKED in text_of(answer)
        club.refresh_from_db()
        assert club.name == "Zoals het is"


def test_what_is_typed_stands_on_the_page_as_text(amira, bo):
    club = make_organisation()
    url = form_page(club)
    opened = sent_of(as_(bo).get(url))
    club.description = "<script>een</script>"
    store(club)

    answer = as_(bo).post(url, opened | {"description": '"><script>twee</script>'})

    assert "<script>een" not in answer.content.decode()
    assert "<script>twee" not in answer.content.decode()
    assert sent_of(answer)["description"] == ['"><script>twee</script>']


def test_a_mistake_after_choosing_keeps_what_was_chosen(amira, bo):
    place = make_place(name="Bank")
    url = form_page(place)
    opened = sent_of(as_(bo).get(url))
    place.name, place.address = "Stoel", "Markt 1"
    store(place)
    data = opened | {"name": "Kruk", "slug": "kaart"}
    answer = as_(bo).post(url, data)

    wrong = as_(bo).post(url, chosen_on(answer, name="theirs"))
    assert "naam van een pagina" in text_of(wrong)
    done = as_(bo).post(url, sent_of(wrong, slug="kruk"))

    assert done.status_code == 302
    place.refresh_from_db()
    assert (place.name, place.address, place.slug) == ("Stoel", "Markt 1", "kruk")
