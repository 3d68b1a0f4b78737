"""Staff's pages of organisations, initiatives, activities and proposed changes."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.urls import reverse

from common.kit.storing import store
from common.moderation.answers import AnswerTemplate
from common.moderation.states import Move, State
from initiatives.deciding import decisions
from initiatives.models import Activity, Decision, Initiative, Organisation, Proposal
from tests.initiatives.deciding.test_deciding import change
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)
from tests.ontmoeten.staff import queue_item as queue

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MODELS = ["organisation", "initiative", "activity", "proposal", "decision"]


@pytest.fixture
def staff(client):
    person = make_staff()
    client.force_login(person)
    return person


def address(entry, page="change"):
    return reverse(
        f"admin:initiatives_{entry._meta.model_name}_{page}", args=[entry.pk]
    )


def sent(client, entry, **answers):
    """Send the form of an entry as the browser would, with these answers."""
    page = client.get(address(entry))
    form = page.context["adminform"].form
    data = {}
    for bound in form:
        value = bound.value()
        if value not in (None, False):
            data[bound.html_name] = value
    for formset in page.context["inline_admin_formsets"]:
        for bound in formset.formset.management_form:
            data[bound.html_name] = bound.value()
    response = client.post(address(entry), data | answers)
    entry.refresh_from_db()
    return response


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens(client, staff, model):
    club = make_organisation()
    make_initiative()
    make_activity()
    change(club, staff, name="Anders")
    Decision.objects.create(organisation=club, move=Move.PUBLISH, decided_by=staff)

    page = client.get(reverse(f"admin:initiatives_{model}_changelist"))

    assert page.status_code == 200
    assert page.context_data["cl"].result_count == 1


@pytest.mark.parametrize("model", MODELS[:3])
def test_staff_without_the_right_see_nothing(client, model):
    client.force_login(make_user(is_staff=True))

    url = reverse(f"admin:initiatives_{model}_changelist")

    assert client.get(url).status_code == 403


KINDS = {
    "organisatie": make_organisation,
    "initiatief": make_initiative,
    "activiteit": make_activity,
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_what_waits_leads_to_publishing_it(client, staff, kind):
    entry = KINDS[kind](state=State.SUGGESTED)
    to_decide = f'href="{queue.address(kind, entry)}#decision"'
    assert to_decide in client.get(address(entry)).content.decode()

    queue.sent(client, kind, entry, do="publish", answer="Welkom!")

    entry.refresh_from_db()
    assert entry.state == State.PUBLISHED
    decision = entry.decisions.get()
    assert (decision.decided_by, decision.answer) == (staff, "Welkom!")


def test_an_edit_and_a_decision_follow_each_other(client, staff):
    entry = make_organisation(name="DE HUISKAMER", state=State.SUGGESTED)

    response = sent(client, entry, name="De Huiskamer", _decide="1")
    assert response.url == f"{queue.address('organisatie', entry)}#decision"
    queue.sent(client, "organisatie", entry, do="publish")

    entry.refresh_from_db()
    assert (entry.name, entry.state) == ("De Huiskamer", State.PUBLISHED)


def test_saving_decides_nothing(client, staff):
    entry = make_organisation(state=State.SUGGESTED)

    sent(client, entry, name="Anders", move="publish", do="publish", state="published")

    assert (entry.name, entry.state) == ("Anders", State.SUGGESTED)
    assert not entry.decisions.exists()


def test_a_refusal_without_criterion_or_answer_is_not_made_and_nothing_is_lost(
    client, staff
):
    entry = make_organisation(state=State.SUGGESTED, owner=make_user())

    text = queue.sent(client, "organisatie", entry, do="refuse").content.decode()
    assert "Schrijf een antwoord." in text
    assert "Kies aan welke voorwaarde het niet voldoet." in text

    asked = {"do": "refuse", "answer": "Getypt"}
    text = queue.sent(client, "organisatie", entry, **asked).content.decode()
    assert "Getypt" in text
    entry.refresh_from_db()
    assert entry.state == State.SUGGESTED


def test_an_answer_starts_from_a_text_that_staff_keep(client, staff):
    text = AnswerTemplate.objects.create(
        name="Alleen leden", move="refuse", text="Het is alleen voor leden."
    )
    entry = make_organisation(state=State.SUGGESTED)

    asked = {"do": "refuse", "criterion": "open", "template": text.pk}
    queue.sent(client, "organisatie", entry, **asked)

    entry.refresh_from_db()
    assert entry.refusal_reason == "Het is alleen voor leden."


def test_the_first_person_can_not_take_the_second_look(client, staff):
    entry = make_organisation(state=State.SUGGESTED)
    refusal = {"do": "refuse", "criterion": "open", "answer": "Nee."}
    queue.sent(client, "organisatie", entry, **refusal)

    asked = {"do": "publish", "is_second_look": "on"}
    page = queue.sent(client, "organisatie", entry, **asked).content.decode()
    entry.refresh_from_db()
    assert entry.state == State.REFUSED
    assert "Iemand anders moet de tweede keer kijken." in page

    client.force_login(make_staff())
    queue.sent(client, "organisatie", entry, **asked)
    entry.refresh_from_db()
    assert entry.state == State.PUBLISHED
    assert entry.decisions.first().is_second_look


def test_who_refused_what_is_asked_again_leaves_it_to_someone_else(client, staff):
    entry = make_organisation(state=State.SUGGESTED)
    refusal = {"do": "refuse", "criterion": "open", "answer": "Nee."}
    queue.sent(client, "organisatie", entry, **refusal)
    entry.refresh_from_db()
    entry.make(Move.RESUBMIT)
    store(entry)

    queue.sent(client, "organisatie", entry, do="publish", is_second_look="on")

    entry.refresh_from_db()
    assert entry.state == State.SUGGESTED


def test_only_moves_that_are_possible_are_offered(client, staff):
    entry = make_organisation(state=State.CLOSED)

    page = client.get(queue.address("organisatie", entry))

    assert [each.do for each in page.context["item"].choices] == ["publish", "reopen"]
    response = queue.sent(client, "organisatie", entry, do="refuse")
    assert said(response)[-1] == "Een collega was je voor. Kijk hoe het nu staat."


def test_many_are_published_at_once_and_the_rest_is_named(client, staff):
    first = make_initiative(state=State.SUGGESTED)
    second = make_initiative(name="Al te zien")

    response = client.post(
        reverse("admin:initiatives_initiative_changelist"),
        {"action": "publish", "sure": 1, "_selected_action": [first.pk, second.pk]},
    )

    first.refresh_from_db()
    assert first.state == State.PUBLISHED
    assert len(said(response)) == 2
    assert "Al te zien" in said(response)[1]


@pytest.fixture
def proposal(staff):
    club = make_organisation(name="De Huiskamer")
    return change(club, make_user(), name="De <b>Woonkamer</b>")


def shown(client, proposal):
    return client.get(queue.address("wijziging", proposal)).content.decode()


def test_the_list_of_proposed_changes_leads_to_the_decision(client, proposal):
    page = client.get(reverse("admin:initiatives_proposal_changelist"))

    assert f'href="{queue.address("wijziging", proposal)}"' in page.content.decode()


def test_a_proposed_change_is_shown_field_by_field_and_escaped(client, proposal):
    page = shown(client, proposal)

    assert "De Huiskamer" in page
    assert "De &lt;b&gt;Woonkamer&lt;/b&gt;" in page
    assert "De <b>Woonkamer" not in page


def test_staff_accept_a_proposed_change(client, proposal):
    queue.sent(client, "wijziging", proposal, do="publish")

    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.ACCEPTED
    assert Organisation.objects.get().name == "De <b>Woonkamer</b>"


def test_staff_refuse_a_proposed_change_with_a_reason(client, proposal):
    refusal = {"do": "refuse", "criterion": "true", "answer": "Klopt niet."}
    queue.sent(client, "wijziging", proposal, **refusal)

    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.REFUSED
    assert Organisation.objects.get().name == "De Huiskamer"


def test_a_change_about_which_something_was_asked_can_still_be_accepted(
    client, staff, proposal
):
    decisions.answer_proposal(proposal, Move.RETURN, staff, answer="Waarom?")
    choices = client.get(queue.address("wijziging", proposal)).context["item"].choices
    assert [each.do for each in choices] == ["publish"]

    queue.sent(client, "wijziging", proposal, do="publish")

    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.ACCEPTED


def test_what_others_changed_meanwhile_is_shown_and_not_overwritten(client, proposal):
    Organisation.objects.update(name="De Kamer")
    assert "De Kamer" in shown(client, proposal)

    page = queue.sent(client, "wijziging", proposal, do="publish").content.decode()
    assert Organisation.objects.get().name == "De Kamer"
    assert "Iemand anders wijzigde dit intussen" in page

    asked = {"do": "publish", "despite_conflicts": "on"}
    queue.sent(client, "wijziging", proposal, **asked)
    assert Organisation.objects.get().name == "De <b>Woonkamer</b>"


def test_a_place_and_themes_are_shown_by_name(client, staff):
    activity = make_activity(place=make_place(name="Oude plek"))
    new = make_place(name="Nieuwe plek")
    proposal = change(activity, staff, place=new.pk, cost="paid")

    page = shown(client, proposal)

    assert "Oude plek" in page
    assert "Nieuwe plek" in page


@pytest.mark.parametrize("model", [Organisation, Initiative, Activity])
def test_the_list_costs_as_many_queries_for_many(
    client, staff, model, django_assert_num_queries, django_assert_max_num_queries
):
    make = {
        Organisation: make_organisation,
        Initiative: make_initiative,
        Activity: make_activity,
    }[model]
    url = reverse(f"admin:initiatives_{model._meta.model_name}_changelist")
    make()
    with django_assert_max_num_queries(12) as one:
        client.get(url)
    for _number in range(10):
        make()

    with django_assert_num_queries(len(one)):
        client.get(url)


def test_staff_who_may_only_look_get_no_decision(client):
    person = make_user(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_organisation"))
    client.force_login(person)
    entry = make_organisation(state=State.SUGGESTED)

    assert "Hierover besluiten" not in client.get(address(entry)).content.decode()
    assert client.post(address(entry), {"_decide": "1"}).status_code == 403
    path = queue.address("organisatie", entry)
    assert client.post(path, {"do": "publish"}).status_code == 403
