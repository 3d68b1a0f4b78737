"""The page of an experiment, the list, and the sheet for the council."""

import json
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from initiatives.facts.rules import HERE
from learning.experiments.deciding import decide
from learning.measuring import sums
from learning.models import Tally
from tests.kit.factories import (
    make_activity,
    make_decided,
    make_experiment,
    make_initiative,
    make_lesson,
    make_neighbourhood,
    make_place,
    make_tour,
)
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = datetime(2026, 11, 30, 12, tzinfo=HERE)
PAGE = "/experimenten/soep/"


def text(client, address=PAGE, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def test_it_goes_from_question_to_decision(client):
    make_experiment(slug="soep", question="Wie blijft er?", saw="Buren van verderop.")

    page = text(client)

    assert page.index("Wie blijft er?") < page.index("Buren van verderop.")
    assert "zonder les en besluit" in page


@pytest.mark.parametrize("state", ["suggested", "refused", "closed"])
@pytest.mark.parametrize("page", ["", "a4/", "tellingen/"])
def test_what_is_not_published_is_not_there(client, state, page):
    make_experiment(
        slug="soep", state=state, refusal_reason="Nee." * (state == "refused")
    )

    assert client.get(f"{PAGE}{page}").status_code == 404


def test_an_old_address_leads_to_the_new_one(client):
    experiment = make_experiment(slug="soep")
    experiment.slug = "pan"
    experiment.save()

    assert client.get(PAGE).headers["Location"] == "/experimenten/pan/"


def test_what_it_cost_is_unknown_rather_than_nothing(client):
    make_experiment(slug="soep", hours=None, euros=0)

    page = text(client)

    assert "€ 0" in page
    assert "Hoeveel uren het kostte, is niet bekend." in page


def test_the_owner_never_stands_on_it(client, django_user_model):
    owner = django_user_model.objects.create(email="eva@example.org", name="Eva Smit")
    make_experiment(slug="soep", owner=owner, decides="de wethouder")

    for page in ["", "a4/"]:
        shown = text(client, f"{PAGE}{page}")
        assert "Eva" not in shown
        assert "eva@" not in shown
    assert "de wethouder" in text(client)


def test_you_can_come_and_look_at_what_belongs_to_it(client):
    soup = make_activity(name="Soep voor de buurt")
    of_initiative = make_activity(name="Samen koken", initiative=make_initiative())
    ties = [soup, of_initiative.initiative, make_place(name="Picknicktafel"),
            make_tour(name="Rondje")]  # fmt: skip
    make_experiment(slug="soep", ties=ties)

    page = text(client)

    for name in ["Soep voor de buurt", "Samen koken", "Picknicktafel", "Rondje"]:
        assert name in page


def test_what_is_not_public_any_more_is_not_told(client):
    make_experiment(slug="soep", ties=[make_place(name="Geheim", state="suggested")])

    assert "Geheim" not in text(client)


def test_it_says_that_its_stop_date_is_past(client):
    make_experiment(slug="soep", stop_on=timezone.localdate() - timedelta(days=1))

    assert "badge--late" in text(client)


def test_a_decision_that_is_too_late_says_so(client):
    experiment = make_experiment(slug="soep", phase="ended")
    day = timezone.localdate() + timedelta(days=3)
    decide(experiment, "unclear", "Te vroeg.", by=None, next_on=day)

    assert "badge--late" not in text(client)
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        assert "badge--late" in text(client)


def test_lessons_that_wait_are_not_shown(client):
    experiment = make_experiment(slug="soep", phase="ended")
    make_lesson(sentence="Nog niet gezien", experiments=[experiment], state="suggested")

    assert "Nog niet gezien" not in text(client)


# --- Counts --------------------------------------------------------------------------


@pytest.fixture
def counted():
    """A quarter of soup, and one more day of it in the next quarter."""
    soup = make_activity(name="Soep voor de buurt", neighbourhood=make_neighbourhood())
    for day, many in [(date(2026, 4, 7), 12), (date(2026, 5, 5), 23)]:
        Tally.objects.create(
            activity=soup, rule_date=day, first_times=many, more_often=many
        )
    Tally.objects.create(activity=soup, rule_date=date(2026, 11, 3), more_often=90)
    make_experiment(slug="soep", ties=[soup], first_on=date(2026, 4, 1))
    sums.publish(NOW)


def test_counts_come_by_themselves_as_far_as_they_may_be_told(client, counted):
    with time_machine.travel(NOW):
        page = text(client)
        known = client.get(PAGE).context["counted"]

    assert f"<b>{known.times}</b> keer geteld" in page
    assert (known.times, known.visits) == (2, 70)
    assert "<b>70</b> bezoeken" in page


def test_the_counts_lead_to_the_days_they_are_made_of(client, counted):
    with time_machine.travel(NOW):
        page = text(client, f"{PAGE}tellingen/")

    assert "Soep voor de buurt" in page
    assert "7 april 2026" in page
    assert "november" not in page.split("<table")[1].split("</table>")[0]


def test_without_counts_there_is_no_way_to_them(client):
    make_experiment(slug="soep")

    assert "/tellingen/" not in text(client)


# --- The sheet ------------------------------------------------------------------------


def test_the_council_has_all_of_it_on_one_sheet(client):
    decision = make_decided(slug="soep", question="Wie blijft er?", euros=1150)

    page = text(client, f"{PAGE}a4/")

    for words in ["Wie blijft er?", "Het werkte.", "€ 1.150", str(decision.lesson)]:
        assert words in page


# --- The list -------------------------------------------------------------------------


@pytest.fixture
def some():
    theme = Theme.objects.get(slug="gezondheid")
    area = make_neighbourhood(name="Belcrum", slug="belcrum")
    make_experiment(title="Soep", themes=[theme], areas=[area])
    make_experiment(title="Bankjes", phase="planned", summary="Zitten voor de deur.")
    make_experiment(title="Geheim", state="suggested")


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, {"Soep", "Bankjes"}),
        ({"thema": "gezondheid"}, {"Soep"}),
        ({"thema": "dienstverlening"}, set()),
        ({"buurt": "belcrum"}, {"Soep"}),
        ({"fase": "gepland"}, {"Bankjes"}),
        ({"q": "wat weten we over zitten"}, {"Bankjes"}),
        ({"q": "zitten", "fase": "loopt"}, set()),
        ({"utm_source": "x"}, {"Soep", "Bankjes"}),
    ],
)
def test_page_feed_and_files_find_the_same(client, some, asked, names):
    cards = client.get("/experimenten/", asked).context["cards"]
    feed = client.get("/experimenten.atom", asked).content.decode()
    file = client.get("/experimenten/experimenten.json", asked)
    rows = b"".join(client.get("/experimenten/experimenten.csv", asked)).decode()

    assert {card.title.text for card in cards} == names
    found = json.loads(b"".join(file))
    assert {each["titel"] for each in found} == names
    assert {
        each for each in ["Soep", "Bankjes", "Geheim"] if f">{each}<" in feed
    } == names
    assert len(rows.strip().splitlines()) == 1 + len(names)


@pytest.mark.parametrize(
    ("name", "value"),
    [("thema", "x"), ("buurt", "nergens"), ("fase", "straks"), ("q", "x" * 201)],
)
@pytest.mark.parametrize(
    "address",
    ["/experimenten/", "/experimenten.atom", "/experimenten/experimenten.csv"],
)
def test_what_nobody_can_ask_answers_400_and_names_it(client, address, name, value):
    answer = client.get(address, {name: value})

    assert answer.status_code == 400
    assert name in answer.content.decode()


def test_what_runs_comes_first(client, some):
    cards = client.get("/experimenten/").context["cards"]

    assert [card.title.text for card in cards] == ["Soep", "Bankjes"]


def test_a_page_beyond_the_last_is_not_there(client, some):
    assert client.get("/experimenten/", {"pagina": "2"}).status_code == 404


def test_an_empty_list_says_so(client):
    assert "notice" in text(client, "/experimenten/")
