"""A text of one line has one line, whoever writes it and however."""

import importlib
import pkgutil

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import models

import common
import initiatives
import ontmoeten
import places
import themes
from common.kit.one_line import LinesField, OneLineField, OneLineInput, one_line
from common.kit.tags import TagsField
from initiatives.models import Organisation
from tests.kit.factories import make_organisation, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OURS = {"common", *settings.APPS}
# Texts with rules of their own, none of which takes a line break.
STRICT = (models.SlugField, models.URLField, models.EmailField, TagsField)
STRICT_INPUTS = {
    "EmailField", "URLField", "SlugField", "LatLonField", "BoxField", "MomentField",
    "WeekField", "UsernameField", "GenericIPAddressField", "RegexField", "UUIDField",
    "MessageField", "JSONField", "PasswordField", "HereField",
}  # fmt: skip
BROKEN = [
    ("Koor\nIJsvogel", "Koor IJsvogel"),
    ("Koor\r\nBcc: x@example.org", "Koor Bcc: x@example.org"),
    ("a\u2028b\u2029c\x85d", "a b c d"),
    ("a\x00\x01\x1b\x7fb", "a b"),
    ("a\tb\x0bc\x0cd", "a b c d"),
]


def ours():
    return [
        model for model in apps.get_models()
        if model.__module__.split(".")[0] in OURS
        and not model.__name__.startswith("Historical")
    ]  # fmt: skip


def test_every_short_text_of_a_model_is_of_one_line():
    wrong = [
        str(field)
        for model in ours()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField)
        and field.name != "password"  # Django's own, and no text of anybody
        and not isinstance(field, (OneLineField, *STRICT))
    ]
    wrong += [
        str(field)
        for model in ours()
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField) and not isinstance(field, LinesField)
    ]

    assert not wrong


def all_forms(base=forms.BaseForm):
    for form in base.__subclasses__():
        yield form
        yield from all_forms(form)


def of_allauth(form):
    """Codes, which are digits; and the name of a passkey, see `PasskeyForm.clean`."""
    return [base for base in form.__mro__ if base.__module__.startswith("allauth")
            and hasattr(base, "base_fields")]  # fmt: skip


def test_every_short_text_of_a_form_is_of_one_line():
    for package in (common, initiatives, ontmoeten, places, themes):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name and "settings" not in module.name:
                importlib.import_module(module.name)
    found = {form for form in all_forms() if form.__module__.split(".")[0] in OURS}
    inputs = [
        (form, name, field)
        for form in found
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field.widget, forms.Textarea | forms.PasswordInput)
    ]
    wrong = {
        f"{form.__module__}.{form.__name__}.{name}: {type(field).__name__}"
        for form, name, field in inputs
        if not isinstance(field, OneLineInput)
        and not any(name in base.base_fields for base in of_allauth(form))
        and type(field).__name__ not in STRICT_INPUTS
    }

    assert len(inputs) > 20
    assert not wrong


@pytest.mark.parametrize(("text", "line"), BROKEN)
def test_a_break_is_a_space(text, line):
    assert one_line(text) == line
    assert OneLineInput().clean(text.replace("\0", "")) == line


def saved(text):
    return make_organisation(name=text)


def bulk_created(text):
    place = make_organisation()
    row = Organisation(name=text, slug=f"{place.slug}-2")
    return Organisation.objects.bulk_create([row])[0]


def updated(text):
    row = make_organisation()
    Organisation.objects.filter(pk=row.pk).update(name=text)
    return row


def bulk_updated(text):
    row = make_organisation()
    row.name = text
    Organisation.objects.bulk_update([row], ["name"])
    return row


def found_or_made(text):
    return Organisation.objects.get_or_create(slug="nieuw", defaults={"name": text})[0]


@pytest.mark.parametrize(("text", "line"), BROKEN)
@pytest.mark.parametrize(
    "write", [saved, bulk_created, updated, bulk_updated, found_or_made]
)
def test_however_it_is_written_it_has_one_line(write, text, line):
    row = write(text)

    assert Organisation.objects.get(pk=row.pk).name == line


def test_what_is_in_memory_is_what_was_stored():
    place = make_place(name="Bank\nbij de molen", description="Een\nTwee\x01\x0b")

    assert place.name == "Bank bij de molen"
    assert place.description == "Een\nTwee  "


def test_who_looks_for_a_part_of_a_name_may_begin_with_a_space():
    row = make_organisation(name="Koor IJsvogel")

    assert Organisation.objects.filter(name__contains=" IJs").get() == row
