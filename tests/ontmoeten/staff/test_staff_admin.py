"""Pages of staff are put together from parts, and their order says nothing."""

from itertools import combinations

import pytest
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangosUserAdmin
from django.test import RequestFactory
from simple_history.admin import SimpleHistoryAdmin

from common.history import bin
from common.web.staff_admin import StaffAdmin
from initiatives.admin import ModeratedAdmin, OrganisationAdmin
from initiatives.models import Organisation
from places.admin import PlaceAdmin
from places.models import Place
from places.models.version import MapVersion
from tests.kit.factories import (
    GROTE_MARKT,
    kind,
    make_organisation,
    make_place,
    make_staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PARTS = {
    Place: (PlaceAdmin, PlaceAdmin.__bases__),
    Organisation: (
        OrganisationAdmin,
        (*OrganisationAdmin.__bases__[:-1], *ModeratedAdmin.__bases__),
    ),
}
MAKE = {Place: make_place, Organisation: make_organisation}
MODELS = pytest.mark.parametrize("model", PARTS)
PAGES = [each for each in admin.site._registry.values() if isinstance(each, StaffAdmin)]
OWN = ["fieldsets", "fields", "form", "formfield_overrides", "readonly_fields"]


def page_of(model, parts) -> StaffAdmin:
    """The page of a model with these parts in this order, and what it says itself."""
    own = {name: getattr(PARTS[model][0], name) for name in OWN}
    return type("Page", tuple(parts), own)(model, admin.site)


def orders(parts) -> list[tuple]:
    """As they stand, reversed, and every two of them swapped: so each comes before and
    after each other one."""
    found = [tuple(parts), tuple(reversed(parts))]
    for one, other in combinations(range(len(parts)), 2):
        swapped = list(parts)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        found.append(tuple(swapped))
    return found


@pytest.fixture
def request_of_staff():
    request = RequestFactory().get("/beheer/")
    request.user = make_staff()
    return request


def told(page, request, entry) -> tuple:
    """All that its parts add, in order."""
    return (
        page.get_fieldsets(request, entry),
        page.get_readonly_fields(request, entry),
        page.get_exclude(request, entry),
        [(str(each.pattern), each.name) for each in page.get_urls()],
        page._merged("list_context", request),
        list(page._merged("extra_context", request, entry)),
        str(page.get_queryset(request).query),
        page.get_paginator(request, [], 1).__class__,
        page.change_form_template,
        page.change_list_template,
        page.delete_confirmation_template,
        page.get_form(request, entry).__name__,
        list(page.get_form(request, entry).base_fields),
    )


@MODELS
@pytest.mark.parametrize("is_new", [True, False], ids=["new", "known"])
def test_any_order_of_the_parts_gives_the_same_page(model, is_new, request_of_staff):
    parts = PARTS[model][1]
    entry = None if is_new else MAKE[model]()
    wanted = told(page_of(model, parts), request_of_staff, entry)
    for order in orders(parts):
        assert told(page_of(model, order), request_of_staff, entry) == wanted


@MODELS
def test_what_the_parts_add_is_there(model, request_of_staff):
    page = page_of(model, reversed(PARTS[model][1]))
    entry = MAKE[model]()

    known = page.get_fieldsets(request_of_staff, entry)
    assert known[0][1]["fields"][-1] == "version"
    assert known[-1][1]["fields"] == ["in_other_languages"]
    assert "is_another" not in str(known)
    new = page.get_fieldsets(request_of_staff, None)
    assert new[-1][1]["fields"] == ["is_another"]
    assert "version" not in str(new)
    assert "in_other_languages" in page.get_readonly_fields(request_of_staff, entry)
    names = [each.name or "" for each in page.get_urls()]
    for end in ["_export", "_simple_history", "_changelist", "_change"]:
        assert any(name.endswith(end) for name in names)
    assert "exports" in page._merged("list_context", request_of_staff)


@MODELS
def test_asking_twice_adds_nothing_twice(model, request_of_staff):
    page, entry = page_of(model, PARTS[model][1]), MAKE[model]()

    first = page.get_fieldsets(request_of_staff, entry)

    assert page.get_fieldsets(request_of_staff, entry) == first
    assert page.get_fieldsets(request_of_staff, None)[0] != first[0]


class Sent:
    """Of a form only what saving asks."""

    changed_data = ()
    why = "because"

    def __init__(self, instance):
        self.instance = instance

    def save_m2m(self):
        pass


@pytest.mark.parametrize("order", [0, 1], ids=["as it stands", "reversed"])
def test_in_any_order_saving_prepares_follows_and_says_who(order, request_of_staff):
    page = page_of(Place, orders(PARTS[Place][1])[order])
    place = Place(name="Bank", kind=kind(), point=GROTE_MARKT)
    before = MapVersion.current()

    page.save_model(request_of_staff, place, Sent(place), change=False)
    page.save_related(request_of_staff, Sent(place), [], change=False)

    assert place.slug == "bank"
    assert place.history.get().history_user == request_of_staff.user
    assert MapVersion.current() > before


@pytest.mark.parametrize("order", [0, 1], ids=["as it stands", "reversed"])
def test_in_any_order_what_is_thrown_away_lies_in_the_bin(order, request_of_staff):
    page = page_of(Place, orders(PARTS[Place][1])[order])
    page.message_user = lambda *_args: None
    one, two = make_place(), make_place()

    page.delete_model(request_of_staff, one)
    page.delete_queryset(request_of_staff, Place.objects.filter(pk=two.pk))

    assert bin.in_bin(one)
    assert bin.in_bin(two)
    assert not page.get_queryset(request_of_staff).exists()


COLLECTED = {name for name in vars(StaffAdmin) if not name.startswith("_")}
DJANGOS = {
    "get_fieldsets", "get_readonly_fields", "get_exclude", "get_urls", "get_queryset",
    "changelist_view", "render_change_form", "save_model", "save_formset",
    "save_related", "delete_model", "delete_queryset",
}  # fmt: skip
ADDED = COLLECTED - DJANGOS
OF_THE_CLASS = {"media", "__module__", "__doc__", "__annotations__"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.opts.label)
def test_no_two_parts_of_a_page_override_the_same(page):
    below = {
        *StaffAdmin.__mro__, *SimpleHistoryAdmin.__mro__, *DjangosUserAdmin.__mro__,
    }  # fmt: skip
    parts = [cls for cls in type(page).__mro__ if cls not in below]
    for one, other in combinations(parts, 2):
        if issubclass(one, other) or issubclass(other, one):
            continue
        both = vars(one).keys() & vars(other).keys() - ADDED - OF_THE_CLASS
        assert not both, f"{one.__name__} and {other.__name__}: {both}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.opts.label)
def test_a_page_that_overrides_what_is_collected_asks_it_too(page):
    """Else the parts of the page would be silent."""
    overrides = {
        cls.__name__: names
        for cls in type(page).__mro__
        if issubclass(cls, StaffAdmin) and cls is not StaffAdmin
        if (names := vars(cls).keys() & DJANGOS)
    }
    assert overrides.items() <= ON_PURPOSE.items()


ON_PURPOSE = {
    "Careful": {"render_change_form"},  # on a conflict another page, else the usual
    "LongList": {"changelist_view"},  # the usual, and says when it is cut
    "ListOfQueue": {"save_model"},  # saves nothing
    "MailAdmin": {"save_model"},  # saves nothing
    "TourAdmin": {"save_related"},  # its stops, which stand in an address, come too
    "UserAdmin": {"save_related"},  # invites, once her roles are known
    "WithBin": {"delete_model", "delete_queryset"},  # into the bin
}
