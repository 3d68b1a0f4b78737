""" "Gehoord op straat": one sentence, no names, seen by a second colleague first."""

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import IntegrityError, transaction

from common.kit.storing import store
from common.moderation.states import Move
from learning.hearing import decisions
from learning.models import Heard
from ontmoeten.accounts.roles import MODERATOR, ROLES
from tests.kit.factories import make_neighbourhood, make_staff, make_user
from tests.kit.staffpages import as_
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/beheer/gehoord/"
SAID = "Sinds de bank er staat, ken ik mijn buren."


def colleague(role=MODERATOR):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    return person


@pytest.fixture
def bo():
    return colleague()


@pytest.fixture
def heard(bo):
    return Heard.objects.create(sentence=SAID, typed_by=bo)


def queue_page(heard):
    return f"/beheer/wachtrij/gehoord/{heard.pk}/"


def words(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", ROLES)
def test_everyone_of_staff_can_note_a_sentence(role):
    person = colleague(role)
    area = make_neighbourhood()
    answer = as_(person).post(PAGE, {"sentence": SAID, "neighbourhood": area.pk})

    assert answer.status_code == 302
    heard = Heard.objects.get()
    assert (heard.typed_by, heard.neighbourhood, heard.state) == (
        person, area, "suggested",
    )  # fmt: skip
    assert SAID in words(as_(person).get(PAGE))


@pytest.mark.parametrize(
    "leads_to_someone",
    ["Bel mij op 06 12345678", "Mail jan@example.org", "Ik woon in de Kerkstraat 12"],
)
def test_what_leads_to_a_person_is_refused_and_stays_typed(bo, leads_to_someone):
    answer = as_(bo).post(PAGE, {"sentence": leads_to_someone})

    assert not Heard.objects.exists()
    assert leads_to_someone in words(answer)


def test_who_typed_it_does_not_publish_it(bo, heard):
    assert 'value="publish"' not in words(as_(bo).get(queue_page(heard)))

    with pytest.raises(decisions.SameColleague):
        decisions.decide(heard, Move.PUBLISH, bo)


def test_the_database_refuses_it_too(bo, heard):
    with pytest.raises(IntegrityError), transaction.atomic():
        Heard.objects.filter(pk=heard.pk).update(seen_by=bo)


def test_a_second_colleague_publishes_it(heard):
    other = colleague()
    decisions.decide(heard, Move.PUBLISH, other)

    heard.refresh_from_db()
    assert (heard.state, heard.seen_by) == ("published", other)


def test_other_words_wait_again_and_are_of_who_typed_them(heard):
    other = colleague()
    decisions.decide(heard, Move.PUBLISH, other)
    heard.refresh_from_db()
    heard.sentence, heard._history_user = "Iets heel anders.", other
    store(heard)

    heard.refresh_from_db()
    assert (heard.state, heard.typed_by, heard.seen_by) == ("suggested", other, None)
    with pytest.raises(decisions.SameColleague):
        decisions.decide(heard, Move.PUBLISH, other)


def test_the_page_of_staff_puts_other_words_back_in_the_queue(heard):
    decisions.decide(heard, Move.PUBLISH, colleague())
    boss = make_staff()
    page = f"/beheer/learning/heard/{heard.pk}/change/"
    form = as_(boss).get(page).context["adminform"].form
    sent = {**form.initial, "sentence": "Iets anders.", "heard_on": "2026-11-03"}
    sent = {name: value for name, value in sent.items() if value is not None}
    assert as_(boss).post(page, sent).status_code == 302

    heard.refresh_from_db()
    assert (heard.state, heard.typed_by, heard.seen_by) == ("suggested", boss, None)


@pytest.mark.parametrize("where", ["/buurten/belcrum/", "/themas/gezondheid/"])
def test_it_shows_where_it_belongs_without_who(client, bo, where):
    bo.name = "Bo Vertrouwelijk"
    bo.save()
    heard = Heard.objects.create(
        sentence=SAID,
        typed_by=bo,
        neighbourhood=make_neighbourhood(name="Belcrum", slug="belcrum"),
        theme=Theme.objects.get(slug="gezondheid"),
    )
    cache.clear()
    assert SAID not in words(client.get(where))

    decisions.decide(heard, Move.PUBLISH, colleague())
    cache.clear()
    page = words(client.get(where))
    assert SAID in page
    assert "Gehoord op straat" in page
    assert "Vertrouwelijk" not in page


def test_a_visitor_sees_no_page_of_it(client):
    assert client.get(PAGE).status_code == 302
    assert as_(make_user()).get(PAGE).status_code == 302


def test_the_file_of_staff_says_not_who(heard, bo):
    answer = as_(make_staff()).get("/beheer/learning/heard/exporteren/csv/")
    text = b"".join(answer.streaming_content).decode()

    assert SAID in text
    assert bo.email not in text
