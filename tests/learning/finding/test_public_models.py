"""What everyone reads of what the city learns has all that public things have here;
found from the models, so that the next one has it too or says why not."""

import pytest
from django.apps import apps
from django.core.cache import cache
from django.urls import reverse
from simple_history.models import HistoricalChanges

from common.history import bin
from common.kit.storing import follow
from common.moderation.states import Moderated, State
from common.translations.models import Translated
from ontmoeten.web.sitemaps import SECTIONS
from places.search.others import found
from tests.kit import addresses
from tests.kit.factories import (
    make_experiment,
    make_goal,
    make_heard,
    make_lesson,
    make_news,
    make_question,
    make_staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CANARY = "Pimpelmeeswandeling"

# No page or list of their own, and why.
PARTS = {
    "QuestionTie": "which page carries a question: shown by both",
    "Promise": "a later day, on the page of its question, never changed",
    "Contribution": "words of a visitor: never changed, so never translated; each has "
    "its tests in tests/learning/asking",
    "WantsAnswer": "an address, shown to nobody",
    "AnswerTheme": "on the page of its question, and as public as that",
    "ExperimentTie": "where an experiment takes its counts from",
    "Decision": "on the page of its experiment, never changed",
    "GoalTie": "what helps a goal",
    "Quarter": "when sums were made",
    "PublishedSum": "a sum that never changes, with a file of its own",
    "Indicator": "on the page of its goal, and as public as that",
    "Measurement": "a number that never changes, on the page of its goal",
    "GoalSnapshot": "a frozen year that never changes, on the page of its goal",
    "Slip": "a code that works once, shown to nobody",
    "AnswerSum": "what nobody sees before it is a published sum",
    "Tally": "of a host, told in published sums",
    "TallyBatch": "so that a phone counts once",
}
MAKERS = {
    "Question": lambda name: make_question(title=name),
    "Experiment": lambda name: make_experiment(title=name),
    "Lesson": lambda name: make_lesson(sentence=name),
    "Goal": lambda name: make_goal(title=name),
    "Heard": make_heard,
    "NewsItem": lambda name: make_news(title=name),
}
# What one of them has otherwise than the rest, and why.
EXCEPTIONS = {
    ("Heard", "sitemap"): "one sentence is no page to find: the list of all is in it",
    ("NewsItem", "export"): "a feed has the whole of it; what it is about is in a file",
}


def own_models():
    rows = apps.get_app_config("learning").get_models()
    is_old = HistoricalChanges, "Historical"
    return [
        model for model in rows
        if not issubclass(model, is_old[0]) and not model.__name__.startswith(is_old[1])
    ]  # fmt: skip


PUBLIC = [model for model in own_models() if model.__name__ not in PARTS]
every = pytest.mark.parametrize("model", PUBLIC, ids=lambda model: model.__name__)


def has(what):
    """The models that have it, all but the exceptions."""
    models = [each for each in PUBLIC if (each.__name__, what) not in EXCEPTIONS]
    return pytest.mark.parametrize("model", models, ids=lambda model: model.__name__)


@pytest.fixture
def thing(model):
    made = MAKERS[model.__name__](CANARY)
    follow(made)
    cache.clear()
    return made


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer).decode()


def lists(ending):
    """The addresses of the site's files and feeds of what the city learns."""
    names = [name for name, facts in addresses.EXAMPLES.items() if not facts]
    learning = [each for each in names if each.startswith("learning:")]
    return [page for name in learning if (page := reverse(name)).endswith(ending)]


def shown(client, ending):
    return [page for page in lists(ending) if CANARY in body(client, page)]


def test_each_model_is_public_or_says_why_not():
    names = {model.__name__ for model in own_models()}

    assert names == {*MAKERS, *PARTS}
    assert not {*MAKERS} & {*PARTS}
    assert {name for name, _what in EXCEPTIONS} <= {*MAKERS}


@every
def test_nothing_is_public_before_somebody_decides(model, thing, client):
    assert issubclass(model, Moderated)
    assert model._meta.get_field("state").default == State.SUGGESTED
    model.objects.update(state=State.SUGGESTED)
    cache.clear()

    for ending in [".csv", ".json", ".atom"]:
        assert shown(client, ending) == []


@every
def test_what_it_was_is_kept(thing):
    thing.refresh_from_db()
    setattr(thing, thing.called, "Anders")
    thing.save()

    versions = thing.history.values_list(thing.called, flat=True)
    assert set(versions) == {CANARY, "Anders"}


@every
def test_what_is_thrown_away_comes_back(model, thing):
    bob = make_staff()
    binned = bin.throw_away(thing, bob)
    assert not model.objects.filter(pk=thing.pk, state=State.PUBLISHED).exists()

    back = bin.take_back(binned, bob)
    assert getattr(back, back.called) == CANARY


@every
def test_each_text_that_it_shows_can_be_translated(model):
    assert issubclass(model, Translated)
    assert model.called in model.translated
    names = {field.name for field in model._meta.get_fields()}
    assert set(model.translated) <= names


@has("search")
def test_the_search_of_residents_finds_it(thing):
    labels = {each.label for others in found(CANARY) for each in others.things}

    assert CANARY in labels


@has("sitemap")
def test_search_engines_find_it(thing):
    addresses_of = {
        each.get_absolute_url()
        for section in SECTIONS.values()
        for each in section.items()
        if hasattr(each, "get_absolute_url")
    }

    assert thing.get_absolute_url() in addresses_of


@has("export")
def test_a_file_for_everyone_has_it(thing, client):
    assert shown(client, ".csv")
