"""Someone answers a question and a card, with an address and a code that stand nowhere
else. After it every public page, feed, file and log is asked, and neither is there."""

import logging

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.mail.models import Mail
from common.moderation.states import Move
from learning.asking import deciding
from learning.measuring import slips
from learning.models import AnswerSum, Question, Slip, Tally
from ontmoeten.web.sitemaps import SECTIONS
from tests.kit import addresses
from tests.kit.factories import make_group, make_staff
from tests.kit.staffpages import as_, staff_page
from tests.learning.asking.hands import after, all_logged, close, send
from tests.ontmoeten.web.test_safety import CHANGES_NOTHING, COUNTS, ONLY_POST

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EMAIL = "kanarie-fatima@vogels.example"
WORDS = "Een pimpelmees in de heg."  # public, so that the search below is seen to work
SAID = {"welcome": "yes", "met": "no", "again": "unknown"}


@pytest.fixture(autouse=True)
def _town():
    addresses.build()


@pytest.fixture
def question():
    return Question.objects.get(slug="buiten")


@pytest.fixture
def code(question):
    """Of a card that was answered; another one was guessed."""
    activity = apps.get_model("initiatives", "Activity").objects.get(slug="koffie")
    row = activity.occurrences.select_related("activity").first()
    Tally.objects.create(activity=activity, rule_date=row.rule_date, more_often=3)
    return slips.give(row, 1)[0]


@pytest.fixture
def logged(question, code, caplog):
    """All that happened is in this log; the answer is public, the question answered."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("test").info("the fixture was here")
    send(Client(), question, answer=WORDS, email=EMAIL)
    Client().post("/kaartje/", {"code": code, **SAID})
    Client().post("/kaartje/", {"code": code, **SAID})  # it works no more
    answer = question.contributions.get(text=WORDS)
    staff = make_staff()
    deciding.decide(answer, Move.PUBLISH, staff)
    every = question.contributions.all()
    make_group(
        question,
        title="Vogels",
        of=every,
        quote=answer,
        kind="does",
        reply="We tellen.",
    )
    cache.clear()
    return caplog


def body(answer) -> str:
    parts = answer if answer.streaming else [answer.content]
    return b"".join(parts).decode(errors="replace") + repr(answer.headers)


def public():
    """Every address that everyone can read, in both languages."""
    names = addresses.EXAMPLES.keys() - ONLY_POST - CHANGES_NOTHING - COUNTS
    for name in sorted(names):
        page = reverse(name, kwargs=addresses.EXAMPLES[name])
        yield page
        yield f"/en{page}"
    for section in SECTIONS:
        yield reverse("sitemap-section", args=[section])


def exports(question):
    """What staff take along of what the city learns."""
    for kind in ["csv", "json"]:
        yield f"{staff_page(question).removesuffix('change/')}archief.{kind}"
    for model in apps.get_app_config("learning").get_models():
        yield f"/beheer/learning/{model._meta.model_name}/exporteren/csv/"


def forms_of(code):
    return [EMAIL, EMAIL.partition("@")[0], code, slips.tidied(code)]


def held_by(text: str, code: str) -> list[str]:
    return [each for each in forms_of(code) if each.lower() in text.lower()]


def test_nothing_public_has_the_address_or_the_code(logged, client, code):
    shown = 0
    for page in public():
        text = body(client.get(page))
        assert held_by(text, code) == [], page
        shown += WORDS in text

    assert shown >= 3  # her words are public, so they are found
    assert AnswerSum.objects.count() == 3
    assert not Slip.objects.exists()


def test_no_file_of_staff_has_them(logged, question, code):
    staff, files = as_(make_staff()), 0
    for page in exports(question):
        answer = staff.get(page)
        if answer.status_code == 200:
            files += 1
            assert held_by(body(answer), code) == [], page

    assert files > 5


def test_no_log_has_them_nor_what_was_answered(logged, client, code):
    for page in public():
        client.get(page)

    told = all_logged(logged)
    assert held_by(told, code) == []
    assert WORDS not in told


def rows_with(word: str) -> set[str]:
    """Where in the database a word stands, of all texts of all tables."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                rows = model._base_manager.filter(**{f"{field.name}__icontains": word})
                if rows.exists():
                    found.add(f"{model._meta.label}.{field.name}")
    return found


def test_the_code_stands_in_no_table_and_the_address_where_it_waits(logged, code):
    for each in [code, slips.tidied(code)]:
        assert rows_with(each) == set()
    assert rows_with(EMAIL) == {"learning.WantsAnswer.email"}
    assert rows_with(WORDS) == {"learning.Contribution.text"}


def test_once_she_heard_it_her_address_waits_only_for_the_mail(logged, question, code):
    with after((question.open_until - timezone.localdate()).days + 1):
        close(question)
        where = rows_with(EMAIL)

        assert where
        assert {each.rpartition(".")[0] for each in where} == {Mail._meta.label}


def test_the_log_of_a_fixture_is_looked_at_too(logged):
    """Else the test above could not fail."""
    assert "the fixture was here" in all_logged(logged)
