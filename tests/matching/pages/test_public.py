"""The public pages: closed until it is filled in, and true to the code."""

import pytest
from django.urls import reverse

from matching.facts import rule
from matching.models import Policy, Subject
from tests.kit.factories import make_staff
from tests.kit.staffpages import as_, text_of
from tests.matching.people import make_policy, make_subject

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ABOUT, RULE, JSON = (
    "/meet-en-match/",
    "/meet-en-match/regel/",
    "/meet-en-match/regel.json",
)
ALL = [ABOUT, "/meet-en-match/wens/", "/meet-en-match/aanbod/", RULE, JSON]


@pytest.mark.parametrize("page", ALL)
def test_it_is_there_once_it_is_filled_in(client, page):
    assert client.get(page).status_code == 404
    make_policy()
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", ALL)
def test_it_is_off_by_setting_whatever_is_filled_in(client, settings, page):
    make_policy()
    settings.MATCHING = False
    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    "lacks", ["coordinator", "deputy", "controller", "legal_basis", "for_the_young"]
)
def test_each_thing_that_lacks_keeps_it_closed_and_is_named(client, lacks):
    make_policy(**{lacks: None if lacks in {"coordinator", "deputy"} else ""})
    assert client.get(ABOUT).status_code == 404
    assert len(Policy.now().missing()) == 1


def test_a_coordinator_who_left_keeps_it_closed(client):
    policy = make_policy()
    policy.coordinator.is_active = False
    policy.coordinator.save()
    assert client.get(ABOUT).status_code == 404


def test_the_page_of_the_rule_says_every_reason_that_is_computed(client):
    make_policy()
    page = text_of(client.get(RULE))
    for name in rule.REASONS:
        assert str(rule.WORDS[name]) in page


def test_the_entry_for_the_register_is_made_from_the_rule(client):
    policy = make_policy()
    entry = client.get(JSON).json()
    assert entry["decision_rules"] == [str(rule.WORDS[name]) for name in rule.REASONS]
    assert entry["legal_basis"] == policy.legal_basis


def test_a_new_installation_has_subjects_to_choose_from(client):
    make_policy()
    assert Subject.objects.count() >= 8
    assert "Wandelen of fietsen" in text_of(client.get("/meet-en-match/wens/"))


def test_subjects_are_read_in_english_on_an_english_page(client):
    make_policy()
    page = text_of(client.get("/en/meet-en-match/wens/"))
    assert "Walking or cycling" in page
    assert "Wandelen of fietsen" not in page


def test_a_subject_that_is_switched_off_is_not_asked_any_more(client):
    make_policy()
    subject = make_subject("raket", "Raketten bouwen")
    assert "Raketten bouwen" in text_of(client.get("/meet-en-match/wens/"))
    subject.is_asked = False
    subject.save()
    assert "Raketten bouwen" not in text_of(client.get("/meet-en-match/wens/"))


def test_who_may_set_it_fills_in_the_rules_and_it_opens(client):
    two = [make_staff(name="Anneke"), make_staff(name="Bo")]
    typed = {
        "coordinator": two[0].pk, "deputy": two[1].pk, "controller": "Het college.",
        "legal_basis": "Toestemming.", "for_the_young": "Bel 14 076.",
        "conduct_months": 36, "asks_training": "on",
    }  # fmt: skip
    page = reverse("match-policy")
    form = as_(two[0]).get(page).context["form"]
    hidden = {each.html_name: each.value() or "" for each in form.hidden_fields()}
    as_(two[0]).post(page, typed | hidden)

    assert client.get(ABOUT).status_code == 200
    assert Policy.now().history.first().history_user == two[0]


def test_one_person_can_not_be_coordinator_and_deputy(client):
    boss = make_staff(name="Anneke")
    answer = as_(boss).post(
        reverse("match-policy"), {"coordinator": boss.pk, "deputy": boss.pk}
    )
    assert "De vervanger moet iemand anders zijn" in text_of(answer)
    assert not Policy.objects.exists()
