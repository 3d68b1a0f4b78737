"""Staff write down what who rings tells: the first question is on whose behalf."""

import pytest
from django.urls import reverse

from common.moderation.states import Move, State
from initiatives.deciding import decisions
from initiatives.models import Activity, Initiative
from places.models import Place
from tests.kit.factories import (
    kind,
    make_activity,
    make_organisation,
    make_staff,
    make_user,
)
from tests.kit.letters import letters

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TYPED = {
    Activity: {
        "name": "Koffie", "description": "Koffie.", "first_on": "2026-12-01",
        "starts_at": "10:00", "repeat": "weekly", "where": "Markt 1", "cost": "free",
    },
    Initiative: {
        "name": "Tuin", "description": "Samen.", "phase": "running", "cost": "free",
    },
}  # fmt: skip
MODELS = pytest.mark.parametrize("model", TYPED)


@pytest.fixture
def staff(client, time_machine):
    time_machine.move_to("2026-11-20 12:00+01:00", tick=False)
    person = make_staff()
    client.force_login(person)
    return person


def add(client, model, **typed):
    url = reverse(f"admin:initiatives_{model._meta.model_name}_add")
    page = client.get(url)
    rows = {
        bound.html_name: bound.value()
        for inline in page.context["inline_admin_formsets"]
        for bound in inline.formset.management_form
    }
    return client.post(url, rows | TYPED[model] | typed)


def errors(answer):
    return answer.context["adminform"].form.errors.keys()


@MODELS
def test_it_is_the_first_question_of_something_new(client, staff, model):
    url = reverse(f"admin:initiatives_{model._meta.model_name}_add")

    adminform = client.get(url).context["adminform"]

    assert adminform.fieldsets[0][1]["fields"][:2] == ["on_behalf", "organisation"]


@MODELS
@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("resident", "namens een bewoner"),
        ("municipality", "van de gemeente zelf"),
    ],
)
def test_the_history_says_who_asked(client, staff, model, chosen, words):
    assert add(client, model, on_behalf=chosen).status_code == 302

    entry = model.objects.get()
    assert entry.organisation is None
    assert entry.history.earliest().history_change_reason == words


@MODELS
def test_the_history_names_the_organisation(client, staff, model):
    owner = make_organisation(name="De Huiskamer")

    add(client, model, organisation=owner.pk)

    made = model.objects.get().history.earliest()
    assert made.history_change_reason == "namens organisatie De Huiskamer"


@MODELS
def test_nobody_or_two_at_once_is_refused(client, staff, model):
    owner = make_organisation().pk

    assert errors(add(client, model)) == {"on_behalf"}
    assert errors(add(client, model, on_behalf="organisation")) == {"organisation"}
    two = add(client, model, on_behalf="resident", organisation=owner)
    assert errors(two) == {"organisation"}
    assert not model.objects.exists()


@MODELS
def test_owners_hear_on_publishing_that_it_was_added_for_them(client, staff, model):
    amira = make_user()
    owner = make_organisation(owner=amira)
    add(client, model, organisation=owner.pk)
    assert not letters()

    decisions.decide(model.objects.get(), Move.PUBLISH, make_staff())

    [letter] = letters()
    assert letter.to == [amira.email]
    assert "dit hebben we voor je organisatie op de site gezet" in letter.subject


def test_what_they_sent_in_themselves_is_answered_as_that():
    amira = make_user()
    owner = make_organisation(owner=amira)
    entry = make_activity(organisation=owner, created_by=amira, state=State.SUGGESTED)

    decisions.decide(entry, Move.PUBLISH, make_staff())

    [letter] = letters()
    assert "wat je instuurde" in letter.subject


PLACE = {"name": "Bank", "point": "51.5887,4.7758", "step_free": "unknown"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "van de gemeente zelf"),
        ({"on_behalf": "resident"}, "namens een bewoner"),
        ({"on_behalf": "organisation"}, "namens organisatie De Huiskamer"),
    ],
)
def test_of_a_place_it_is_the_municipality_unless_staff_say_otherwise(
    client, staff, typed, words
):
    owner = make_organisation(name="De Huiskamer")
    url = reverse("admin:places_place_add")
    page = client.get(url).context
    rows = {
        bound.html_name: bound.value()
        for inline in page["inline_admin_formsets"]
        for bound in inline.formset.management_form
    }
    if typed.get("on_behalf") == "organisation":
        typed = typed | {"organisation": owner.pk}
    names = page["adminform"].fieldsets[0][1]["fields"]

    answer = client.post(url, rows | PLACE | {"kind": kind().pk} | typed)

    assert names[:2] == ["on_behalf", "organisation"]
    assert answer.status_code == 302
    place = Place.objects.get()
    assert place.history.earliest().history_change_reason == words
    known = client.get(reverse("admin:places_place_change", args=[place.pk]))
    assert "on_behalf" not in str(known.context["adminform"].fieldsets)
