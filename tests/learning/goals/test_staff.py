"""Policy officers write goals, measure them and freeze a year; moderators publish."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from learning.goals import freezing, noting
from learning.models import Goal, GoalSnapshot, Indicator, Measurement
from ontmoeten.accounts.roles import EDITOR, MODERATOR, POLICY
from tests.kit.choosing import sent_of
from tests.kit.factories import (
    make_experiment,
    make_goal,
    make_indicator,
    make_initiative,
    make_place,
    make_staff,
    make_user,
)
from tests.kit.staffpages import as_, staff_page, text_of
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROWS = {"measurements-TOTAL_FORMS": "1", "measurements-INITIAL_FORMS": "0"}
TIES = {"ties-TOTAL_FORMS": "1", "ties-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _empty():
    cache.clear()


def of_role(role):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    client = as_(person)
    client.person = person
    return client


@pytest.fixture
def officer():
    return of_role(POLICY)


def below(thing, page):
    return f"{staff_page(thing).removesuffix('change/')}{page}/"


def fed(**facts):
    usual = {
        "sort": "do", "name": "plekken", "unit": "plekken", "better": "up",
        "position": "0",
    }  # fmt: skip
    return {**ROWS, **usual, **facts}


# --- Goals ----------------------------------------------------------------------------


def test_a_policy_officer_writes_one_and_a_moderator_publishes_it(officer):
    bench = make_place(name="Bankje")
    theme = Theme.objects.get(slug="leefomgeving")
    typed = {
        **TIES, "title": "Overal een bank", "number": "2", "summary": "Kort.",
        "theme": theme.pk, "ties-0-address": bench.get_absolute_url(),
    }  # fmt: skip

    answer = officer.post("/beheer/learning/goal/add/", typed)

    assert answer.status_code == 302, text_of(answer)
    goal = Goal.objects.get()
    assert (goal.state, goal.slug) == ("suggested", "overal-een-bank")
    assert goal.ties.get().thing == bench
    assert "Overal een bank" in text_of(of_role(MODERATOR).get("/beheer/wachtrij/"))
    chosen = {"action": "publish", "sure": 1, "_selected_action": [goal.pk]}
    of_role(MODERATOR).post("/beheer/learning/goal/", chosen)
    assert Goal.objects.published().count() == 1


def test_what_helps_is_found_and_tied_with_a_button(officer):
    goal, bench = make_goal(), make_place(name="Bankje bij de molen")
    make_experiment(title="Bankjes op straat")
    page = below(goal, "zoeken")

    found = text_of(officer.get(page, {"q": "bankje"}))
    assert "Bankje bij de molen" in found
    assert "Bankjes op straat" in found
    assert not goal.ties.exists()  # looking ties nothing
    for _ in range(2):
        officer.post(page, {"thing": f"plek:{bench.pk}"})

    assert goal.ties.get().thing == bench
    assert "hoort er al bij" in text_of(officer.get(page, {"q": "bankje"}))


@pytest.mark.parametrize(
    "thing", ["", "plek:0", "plek:x", "niets:1", f"plek:{'9' * 30}"]
)
def test_what_is_not_there_is_not_tied(officer, thing):
    goal = make_goal()

    answer = officer.post(below(goal, "zoeken"), {"thing": thing}, follow=True)

    assert "Dat is er niet." in text_of(answer)
    assert not goal.ties.exists()


def test_the_page_of_anything_leads_to_the_goals_it_helps():
    bench, one, other = make_place(), make_goal(title="Een"), make_goal(title="Twee")
    staff = as_(make_staff())
    page = f"/beheer/learning/goal/bij/plek/{bench.pk}/"

    assert page in text_of(staff.get(staff_page(bench)))
    assert staff.post(page, {"goals": [one.pk, other.pk]}).status_code == 302
    assert staff.post(page, {"goals": [other.pk]}).status_code == 302

    assert [tie.goal for tie in other.ties.all()] == [other]
    assert not one.ties.exists()


def test_who_may_tie_nothing_sees_no_way_to_it():
    bench = make_place()
    editor = of_role(EDITOR)

    assert "/goal/bij/" not in text_of(editor.get(staff_page(bench)))
    page = f"/beheer/learning/goal/bij/plek/{bench.pk}/"
    assert editor.post(page, {"goals": []}).status_code == 403


def test_something_is_tied_once(officer):
    bench = make_place()
    goal = make_goal(ties=[bench])
    page = officer.get(staff_page(goal))

    address = {"ties-1-address": bench.get_absolute_url()}
    answer = officer.post(staff_page(goal), sent_of(page, **address))

    assert answer.status_code == 200
    assert "Dit hoort al bij het doel." in text_of(answer)


# --- Freezing -------------------------------------------------------------------------


def test_a_policy_officer_freezes_a_year_and_the_same_figures_are_there_next_year(
    client,
):
    goal = make_goal(slug="zitten")
    noted = make_indicator(goal, name="banken")
    noting.note(noted, date(2026, 6, 1), Decimal(31), "eigen telling")
    with time_machine.travel("2026-12-20 12:00+01:00", tick=False):
        officer = of_role(POLICY)
        assert officer.get(below(goal, "vastleggen")).status_code == 200
        assert not GoalSnapshot.objects.exists()
        answer = officer.post(below(goal, "vastleggen"), {"year": "2026"})
        assert answer.status_code == 302
        paper = client.get("/doelen/zitten/2026/").content
    noting.note(noted, date(2026, 6, 1), Decimal(77), "eigen telling", "Fout.")
    with time_machine.travel("2027-12-20 12:00+01:00", tick=False):
        assert client.get("/doelen/zitten/2026/").content == paper

    assert b"31" in paper
    assert GoalSnapshot.objects.get().frozen_by is not None


def test_a_year_is_frozen_by_the_first_of_two(officer):
    goal = make_goal()
    year = freezing.years_to_freeze(goal, timezone.localdate())[0]
    freezing.freeze(goal, year)

    answer = officer.post(below(goal, "vastleggen"), {"year": year})

    assert answer.status_code == 400
    assert GoalSnapshot.objects.count() == 1


@pytest.mark.parametrize("role", [MODERATOR, EDITOR])
def test_nobody_else_freezes_a_year(role):
    goal = make_goal()

    answer = of_role(role).post(below(goal, "vastleggen"), {"year": "2026"})

    assert answer.status_code == 403
    assert not GoalSnapshot.objects.exists()


# --- Indicators and their numbers -----------------------------------------------------


def test_an_indicator_comes_with_its_first_number(officer):
    goal = make_goal()
    first = {
        "measurements-0-day": "2026-11-01", "measurements-0-value": "12.5",
        "measurements-0-source": "eigen telling",
    }  # fmt: skip

    answer = officer.post("/beheer/learning/indicator/add/", fed(goal=goal.pk, **first))

    assert answer.status_code == 302, text_of(answer)
    noted = Indicator.objects.get().measurements.get()
    assert (noted.value, noted.made_by) == (Decimal("12.5"), officer.person)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"sort": "say", "counter": "initiatieven"}, "counter"),
        ({"question": "welcome"}, "question"),
        ({"figure": "inhabitants"}, "figure"),
        ({"counter": "gevoelens"}, "counter"),
    ],
)
def test_an_indicator_is_fed_by_its_own_sort(officer, facts, field):
    answer = officer.post(
        "/beheer/learning/indicator/add/", fed(goal=make_goal().pk, **facts)
    )

    assert field in answer.context["adminform"].form.errors
    assert not Indicator.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"is_leading": "on", "is_modelled": "on"}, "leidt geen doel"),
        ({"sort": "count", "figure": "lonely_18_plus_pct"}, "schatting met een model"),
        ({"target": "4"}, "Een doelwaarde heeft een dag"),
        ({"baseline": "4"}, "wat het in het begin was"),
        ({"is_leading": "on"}, "leidt dit doel al"),
    ],
)
def test_what_can_not_be_is_refused_in_words(officer, facts, words):
    goal = make_goal()
    make_indicator(goal, is_leading=True)

    answer = officer.post("/beheer/learning/indicator/add/", fed(goal=goal.pk, **facts))

    assert answer.status_code == 200
    assert words.lower() in text_of(answer).lower()
    assert Indicator.objects.count() == 1


def test_a_number_is_put_right_by_a_new_one_that_says_why(officer):
    indicator = make_indicator()
    noting.note(indicator, date(2026, 11, 1), Decimal(12), "geteld")
    page = officer.get(staff_page(indicator))
    typed = {
        "measurements-1-day": "2026-11-01", "measurements-1-value": "9",
        "measurements-1-source": "geteld",
    }  # fmt: skip

    answer = officer.post(staff_page(indicator), sent_of(page, **typed))
    assert "zeg waarom" in text_of(answer)
    typed["measurements-1-note"] = "Dubbel geteld."
    answer = officer.post(staff_page(indicator), sent_of(page, **typed))

    assert answer.status_code == 302, text_of(answer)
    assert [each.value for each in indicator.measurements.all()] == [12, 9]


def test_a_table_comes_in_and_what_is_wrong_stays_to_be_put_right(officer):
    indicator = make_indicator()
    page = below(indicator, "tabel")
    table = "dag,waarde,bron\n2026-11-01,24,CBS\n2026-11-02,veel,CBS\n"

    answer = officer.post(page, {"text": table})

    assert answer.status_code == 400
    assert "Regel 3: “veel” is geen getal." in text_of(answer)
    assert "2026-11-02,veel,CBS" in text_of(answer)
    assert indicator.measurements.get().value == 24
    file = SimpleUploadedFile("x.csv", table.replace("veel", "7").encode("utf-8-sig"))
    assert officer.post(page, {"file": file}).status_code == 302
    assert [each.value for each in indicator.measurements.all()] == [24, 7]
    assert {each.made_by for each in Measurement.objects.all()} == {officer.person}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00d", b"x" * 500_001, b""])
def test_a_file_that_is_none_is_refused_in_words(officer, content):
    page = below(make_indicator(), "tabel")

    answer = officer.post(page, {"file": SimpleUploadedFile("x.csv", content)})

    assert answer.status_code == 400
    assert answer.context["form"].errors


@pytest.mark.parametrize(
    "fed_by",
    [{"sort": "say", "question": "welcome"}, {"sort": "count", "figure": "households"}],
)
def test_cards_and_key_figures_are_not_noted_by_hand(officer, client, fed_by):
    goal = make_goal(slug="zitten")
    indicator = make_indicator(goal, **fed_by)

    assert "measurements-0-value" not in text_of(officer.get(staff_page(indicator)))
    assert officer.get(below(indicator, "tabel")).status_code == 404
    noting.note(indicator, date(2026, 11, 1), Decimal(9876), "verzonnen")
    assert "9.876" not in text_of(client.get("/doelen/zitten/"))


def test_the_site_counts_on_a_button_and_not_by_looking(officer):
    indicator = make_indicator(counter="initiatieven")
    make_initiative()
    page = below(indicator, "tellen")

    assert officer.get(page).status_code == 200
    assert not Measurement.objects.exists()
    assert officer.post(page).status_code == 302

    assert indicator.measurements.get().value == 1
    assert officer.get(below(make_indicator(), "tellen")).status_code == 404


@pytest.mark.parametrize("page", ["tabel", "tellen"])
def test_a_moderator_brings_in_no_numbers(page):
    indicator = make_indicator(counter="initiatieven")

    assert of_role(MODERATOR).post(below(indicator, page)).status_code == 403
    assert not Measurement.objects.exists()


def test_what_was_measured_is_not_thrown_away(officer):
    indicator = make_indicator()
    page = below(indicator, "delete")
    assert officer.get(page).status_code == 200
    noting.note(indicator, date(2026, 11, 1), Decimal(12), "geteld")

    assert officer.post(page, {"post": "yes"}).status_code == 403
    assert Indicator.objects.exists()
