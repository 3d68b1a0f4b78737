"""The register of personal data knows every text of every model that is installed."""

import pytest
from django.db import models
from django.db.models.deletion import CASCADE, DO_NOTHING, SET_NULL

from common.protect import personal
from ontmoeten.periodic import JOBS

pytestmark = pytest.mark.once
HELD = {each.slug: each for each in personal.register()}


def test_of_every_text_someone_said_whether_it_is_personal():
    assert not [*personal.undeclared()]


def test_what_nobody_declared_is_seen(monkeypatch):
    less = {slug: each for slug, each in HELD.items() if slug != "report-address"}
    monkeypatch.setattr(personal, "_held", less)

    assert [*personal.undeclared()] == ["places.PlaceReport.email"]


def test_an_old_version_of_what_is_personal_has_an_end_of_its_own(monkeypatch):
    less = {slug: each for slug, each in HELD.items() if slug != "organisation-history"}
    monkeypatch.setattr(personal, "_held", less)

    assert [*personal.undeclared()] == [
        f"initiatives.HistoricalOrganisation.{name}"
        for name in ("public_email", "phone", "address")
    ]


def test_what_is_declared_is_there_and_once():
    said = [
        (model, name)
        for each in personal.not_personal()
        for model, names in each.fields.items()
        for name in names
        if name != personal.EVERY_FIELD
    ]
    said += [(each.model, name) for each in HELD.values() for name in each.fields]

    assert not [(model, name) for model, name in said if said.count((model, name)) > 1]
    assert not [
        (model, name)
        for model, name in said
        if name not in {field.name for field in model._meta.concrete_fields}
    ]


def test_no_address_of_a_person_is_called_nothing_personal():
    whole = {
        model
        for each in personal.not_personal()
        for model, names in each.fields.items()
        if personal.EVERY_FIELD in names
    }

    assert not [
        field
        for model in whole
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField)
    ]


@pytest.mark.parametrize("slug", HELD)
def test_each_has_an_end_and_work_that_makes_it(slug):
    held = HELD[slug]

    assert str(held.until).count("{") == len(held.terms)
    assert held.until_in_words
    if held.model is not None and not held.lasts:
        assert held.job
    assert not held.job or held.job in {each.name for each in JOBS}


def test_who_did_it_is_forgotten_with_the_account():
    kinds = {
        model._meta.get_field(name).remote_field.on_delete
        for model, names in personal.who_did_it()
        for name in names
    }

    # DO_NOTHING: of a history, whose columns of the row are no constraint.
    assert kinds <= {CASCADE, SET_NULL, DO_NOTHING}
