"""The site's own search finds lessons and experiments, also by a whole question."""

import pytest

from common.kit.storing import store
from learning.facts.question_words import telling
from learning.finding.searching import others
from tests.kit.factories import make_experiment, make_lesson

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def learnt(for_all):
    make_lesson(
        sentence="Zij rijden mee als de fiets past",
        story="Met lage instap kwamen er evenveel vrouwen.",
    )
    make_experiment(title="Langs wie iets doet", summary="Een fietstocht met vrouwen.")
    make_lesson(sentence="Vrouwen op de fiets", state="suggested")


def names(words):
    return {thing.label for each in others(words) for thing in each.things}


@pytest.mark.parametrize(
    "question",
    [
        "vrouwen fietsen",
        "wat weten we over vrouwen en fietsen",
        "Wat leerden we van vrouwen op de fiets?",
        "wat is er bekend over fiets en vrouw",
    ],
)
def test_a_question_finds_what_it_is_about(learnt, question):
    assert names(question) == {
        "Zij rijden mee als de fiets past",
        "Langs wie iets doet",
    }


@pytest.mark.parametrize("words", ["vrouwen raketten", "", "we", "wat weten we"])
def test_what_nothing_is_known_about_finds_nothing(learnt, words):
    assert names(words) == set()


def test_an_unfinished_word_finds_it_too(learnt):
    assert names("vrouw en instap") == {"Zij rijden mee als de fiets past"}


def test_the_search_field_leads_to_it(client, learnt, settings):
    settings.ADDRESS_SERVER = "off"
    question = {"q": "wat weten we over vrouwen en fietsen"}

    page = client.get("/zoek/", question, follow=True).content.decode()

    assert "/lessen/" in page


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("wat weten we over vrouwen", ["vrouw"]),
        ("experiment", ["experiment"]),  # there is nothing else in it
        ("", []),
    ],
)
def test_the_words_of_a_question_say_nothing(text, terms):
    assert telling(text) == terms


def test_a_lesson_is_found_by_what_its_experiment_is_called_now():
    experiment = make_experiment(title="Soep")
    make_lesson(sentence="Helpen helpt", experiments=[experiment])
    experiment.title = "Pannenkoeken"
    store(experiment)

    assert "Helpen helpt" in names("pannenkoeken")
    assert "Helpen helpt" not in names("soep")
