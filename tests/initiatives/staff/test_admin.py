"""Staff's pages of organisations, initiatives, activities and proposed changes."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.urls import reverse

from common.kit.storing import store
from common.moderation.answers import AnswerTemplate
from common.moderation.states import Move, State
from initiatives.models import Activity, Decision, Initiative, Organisation, Proposal
from tests.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)
from tests.initiatives.deciding.test_deciding import change

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


@pytest.mark.parametrize("make", [make_organisation, make_initiative, make_activity])
def test_staff_publish_what_waits_from_its_own_page(client, staff, make):
    entry = make(state=State.SUGGESTED)

    sent(client, entry, move="publish", answer="Welkom!")

    assert entry.state == State.PUBLISHED
    decision = entry.decisions.get()
    assert (decision.decided_by, decision.answer) == (staff, "Welkom!")


def test_an_edit_and_a_decision_go_together(client, staff):
    entry = make_organisation(name="DE HUISKAMER", state=State.SUGGESTED)

    sent(client, entry, name="De Huiskamer", move="publish")

    assert (entry.name, entry.state) == ("De Huiskamer", State.PUBLISHED)


def test_saving_without_a_decision_decides_nothing(client, staff):
    entry = make_organisation(state=State.SUGGESTED)

    sent(client, entry, name="Anders")

    assert (entry.name, entry.state) == ("Anders", State.SUGGESTED)
    assert not entry.decisions.exists()


def test_a_refusal_without_criterion_or_answer_is_not_made_and_nothing_is_lost(
    client, staff
):
    entry = make_organisation(state=State.SUGGESTED)

    page = sent(client, entry, name="Getypt", move="refuse")

    assert entry.state == State.SUGGESTED
    text = page.content.decode()
    assert "Schrijf een antwoord." in text
    assert "Kies aan welke voorwaarde het niet voldoet." in text
    assert "Getypt" in text


def test_an_answer_starts_from_a_text_that_staff_keep(client, staff):
    text = AnswerTemplate.objects.create(
        name="Alleen leden", move="refuse", text="Het is alleen voor leden."
    )
    entry = make_organisation(state=State.SUGGESTED)

    sent(client, entry, move="refuse", criterion="open", template=text.pk)

    assert entry.refusal_reason == "Het is alleen voor leden."


def test_the_first_person_can_not_take_the_second_look(client, staff):
    entry = make_organisation(state=State.SUGGESTED)
    sent(client, entry, move="refuse", criterion="open", answer="Nee.")
    entry.make(Move.RESUBMIT)
    store(entry)

    response = sent(client, entry, move="publish", is_second_look="on")

    assert entry.state == State.SUGGESTED
    assert "Iemand anders moet de tweede keer kijken." in said(response)


def test_only_moves_that_are_possible_are_offered(client, staff):
    entry = make_organisation(state=State.CLOSED)

    page = client.get(address(entry))

    offered = [
        value for value, _ in page.context["adminform"].form["move"].field.choices
    ]
    assert offered == ["", "publish", "reopen"]
    page = sent(client, entry, move="refuse").content.decode()
    assert "Iemand anders heeft intussen besloten" in page


def test_many_are_published_at_once_and_the_rest_is_named(client, staff):
    first = make_initiative(state=State.SUGGESTED)
    second = make_initiative(name="Al te zien")

    response = client.post(
        reverse("admin:initiatives_initiative_changelist"),
        {"action": "publish", "_selected_action": [first.pk, second.pk]},
    )

    first.refresh_from_db()
    assert first.state == State.PUBLISHED
    assert len(said(response)) == 2
    assert "Al te zien" in said(response)[1]


@pytest.fixture
def proposal(staff):
    club = make_organisation(name="De Huiskamer")
    return change(club, make_user(), name="De <b>Woonkamer</b>")


def test_a_proposed_change_is_shown_field_by_field_and_escaped(client, proposal):
    page = client.get(address(proposal)).content.decode()

    assert "De Huiskamer" in page
    assert "De &lt;b&gt;Woonkamer&lt;/b&gt;" in page
    assert "De <b>Woonkamer" not in page


def test_staff_accept_a_proposed_change(client, proposal):
    sent(client, proposal, move="publish")

    assert proposal.state == Proposal.State.ACCEPTED
    assert Organisation.objects.get().name == "De <b>Woonkamer</b>"


def test_staff_refuse_a_proposed_change_with_a_reason(client, proposal):
    sent(client, proposal, move="refuse", criterion="true", answer="Klopt niet.")

    assert proposal.state == Proposal.State.REFUSED
    assert Organisation.objects.get().name == "De Huiskamer"


def test_what_others_changed_meanwhile_is_shown_and_not_overwritten(client, proposal):
    Organisation.objects.update(name="De Kamer")
    assert "De Kamer" in client.get(address(proposal)).content.decode()

    response = sent(client, proposal, move="publish")
    assert Organisation.objects.get().name == "De Kamer"
    assert "Iemand anders wijzigde dit intussen" in said(response)[0]

    sent(client, proposal, move="publish", despite_conflicts="on")
    assert Organisation.objects.get().name == "De <b>Woonkamer</b>"


def test_a_place_and_themes_are_shown_by_name(client, staff):
    activity = make_activity(place=make_place(name="Oude plek"))
    new = make_place(name="Nieuwe plek")
    proposal = change(activity, staff, place=new.pk, cost="paid")

    page = client.get(address(proposal)).content.decode()

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

    assert "is_second_look" not in client.get(address(entry)).content.decode()
    assert client.post(address(entry), {"move": "publish"}).status_code == 403
