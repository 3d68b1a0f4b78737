"""No page of staff, of organisations or of visitors shows a name or an address of
someone whom its reader has no business with: one of everything, with a word of its own
in each column that holds a person, and every address that there is."""

import re
from datetime import date
from itertools import cycle

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from common.moderation.queue import sources
from common.protect import personal
from common.web.list_export import ExportsList
from initiatives.models import SignUp
from ontmoeten.accounts.roles import ROLES
from ontmoeten.models import User
from places.models import Place
from tests.initiatives.views import addresses as mine
from tests.kit import addresses, waiting
from tests.kit.factories import make_organisation, make_staff, make_user
from tests.kit.rights import PAGES
from tests.kit.staffpages import as_

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MONDAY = "2026-11-23 12:00+01:00"
CANARY = re.compile(r"[Kk]anarie-[\w-]+")
BOSS = "Superuser"
# What a desk and an organisation say to everyone: how to reach them.
PUBLISHED = ("kanarie-desk-phone", "kanarie-organisation")
# Who may see an address or a name for the work that is done on that page, and why.
NEEDED = {
    "queue-item": "who decides reads who sent it in, and may have to ring",
    "queue-case": "the same, of all that one applicant sent in",
    "admin:ontmoeten_user": "who gives people their rights sees who they are",
    "admin:initiatives_claim": "whether it is theirs is told by the address",
    "admin:initiatives_organisation": "who may change its people sees who they are",
    "admin:places_placephotoremoval": "who asks it gets the answer there",
    "admin:initiatives_photoremoval": "who asks it gets the answer there",
    "admin:desks_hostremoval": "who asks it gets the answer there",
    "admin:desks_desk": "who writes a desk fills in whom to reach",
    "admin:desks_deskhost": "the same",
    "autocomplete of people": "who adds someone to an organisation looks her up",
    "admin:ontmoeten_mail": "whoever rings about a mail that was lost knows to whom",
}


@pytest.fixture(scope="module")
def town(for_all):
    """Every address has what it is about, and every column of a person a word."""
    cache.clear()
    with time_machine.travel(MONDAY):
        addresses.build()
        waiting.build()
        _name_everyone()  # else two would have one address
        found = mine.build()
        _fill_in()
        yield found


def _fill_in():
    organiser = make_user()
    make_organisation(name="De Kooi", owner=organiser)
    Place.objects.filter(checked_on=None).update(checked_on=date(2026, 11, 2))
    who = cycle([make_user(), organiser, make_staff()])
    for model, names in personal.who_did_it():
        for name in names:
            if model._meta.get_field(name).null:
                _write(model, name, next(who))
    _name_everyone()
    for held in personal.register():
        for name in held.fields if held.model not in (None, User) else ():
            if _is_of_person(held.model, name):
                word = f"kanarie-{held.slug}-{name}@vogels.example"
                length = held.model._meta.get_field(name).max_length
                _write(held.model, name, word[:length])


def _name_everyone():
    for person in User.objects.all():
        sort = "staff" if person.is_staff else "other"
        person.name = f"Kanarie-{sort}-naam-{person.pk}"
        person.email = f"kanarie-adres-{person.pk}@vogels.example"
        person.save()


def _is_of_person(model, name) -> bool:
    field = model._meta.get_field(name)
    is_address = isinstance(field, models.EmailField) or name in {"to", "phone"}
    return is_address or (model is SignUp and name == "first_name")


def _write(model, name, value):
    """In each row that takes it: in some tables each has to be another."""
    for pk in model._base_manager.values_list("pk", flat=True):
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**{name: value})
        except IntegrityError:
            continue


@pytest.fixture(scope="module")
def colleagues(town):
    found = {BOSS: as_(make_staff(email="boss@hier.example"))}
    for role in ROLES:
        person = make_user(is_staff=True)
        person.groups.add(Group.objects.get(name=role))
        found[role] = as_(person)
    return found


def pages_of_models():
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield name, reverse(f"{name}_changelist")
        if (one := model._base_manager.order_by("pk").first()) is None:
            continue
        for page in ("change", "history", "delete"):
            yield name, reverse(f"{name}_{page}", args=[one.pk])
        if isinstance(admin.site._registry[model], ExportsList):
            yield name, reverse(f"{name}_export", args=["csv"])
        if hasattr(model, "history") and (old := one.history.first()):
            args = [one.pk, old.pk]
            yield name, reverse(f"{name}_simple_history", args=args)


def pages_of_our_own():
    for name in PAGES:
        try:
            args = addresses.OF_STAFF.get(name, {})
            if not name.startswith("queue-"):
                yield name, reverse(name, kwargs=args)
        except NoReverseMatch:  # of one thing: among those of models
            continue
    for source in sources().values():
        for each in source.waiting():
            address = reverse("queue-item", args=[source.slug, each.pk])
            yield "queue-item", address


def choices_of_people():
    """What a field offers while somebody types."""
    address = reverse("admin:autocomplete")
    for model in admin.site._registry:
        for field in model._meta.concrete_fields:
            if field.related_model is User:
                app, name = model._meta.label_lower.split(".")
                asked = f"app_label={app}&model_name={name}&field_name={field.name}"
                yield "choices", f"{address}?term=a&{asked}"


@pytest.fixture(scope="module")
def staff_pages(town) -> list[tuple[str, str]]:
    return [*pages_of_models(), *pages_of_our_own(), *choices_of_people()]


def shown(client, address) -> set[str]:
    answer = client.get(address)
    assert answer.status_code < 500, address
    if answer.status_code != 200:
        return set()
    text = b"".join(answer) if answer.streaming else answer.content
    found = CANARY.findall(text.decode(errors="replace"))
    return {each for each in found if not each.startswith(PUBLISHED)}


@pytest.fixture(scope="module")
def by_the_boss(colleagues, staff_pages) -> dict[str, set[str]]:
    """Whom a superuser reads of on each page that names nobody, by its address."""
    return {
        address: shown(colleagues[BOSS], address)
        for name, address in staff_pages
        if name not in NEEDED
    }


def others(found: set[str]) -> set[str]:
    return {each for each in found if not each.startswith("Kanarie-staff-naam")}


def test_a_superuser_sees_no_name_or_address_but_for_the_work(by_the_boss):
    leaks = {page: others(found) for page, found in by_the_boss.items()}
    leaks = {page: found for page, found in leaks.items() if found}

    assert not leaks, "\n".join(f"{page}: {found}" for page, found in leaks.items())


@pytest.mark.parametrize("role", ROLES)
def test_a_colleague_reads_of_nobody_more_than_a_superuser(
    colleagues, by_the_boss, role
):
    """Where the page names anyone, each role looks for itself. Where it names nobody
    to who may do all, it has nobody to name."""
    more = {
        address: found
        for address, known in by_the_boss.items()
        if known and (found := shown(colleagues[role], address) - known)
    }

    assert any(by_the_boss.values())
    assert not more, "\n".join(f"{page}: {found}" for page, found in more.items())


def own_pages(town) -> list[tuple[str, str]]:
    """Under /mijn/, of one organisation and of what a resident proposed."""
    found = [("initiatives:mine", reverse("initiatives:mine"))]
    for name, told in {**mine.FORMS, **mine.PAGES}.items():
        arguments, _sent = told(town)
        route = mine.route_of(name)
        found.append((name, reverse(route, kwargs=arguments)))
    return found


@pytest.mark.parametrize("role", ["bram-owner", "bram-editor", "resident", "staff"])
def test_who_keeps_pages_reads_of_her_colleagues_only(town, role):
    """Their names; their addresses where she says who takes part."""
    me = User.objects.get(pk=town.people[role].pk)
    client = as_(me)
    colleagues = User.objects.filter(memberships__organisation=town.club)
    names = {each.name for each in {me, *colleagues}}
    names |= {me.name, me.email.partition("@")[0]}
    leaks = {
        address: found
        for name, address in own_pages(town)
        if name != "people" and (found := shown(client, address) - names)
    }

    assert not leaks, "\n".join(f"{page}: {found}" for page, found in leaks.items())


def test_visitors_read_of_nobody(town):
    leaks = {}
    for name, arguments in addresses.EXAMPLES.items():
        if "token" in arguments:  # who has the link has the mail
            continue
        address = reverse(name, kwargs=arguments)
        if found := shown(Client(), address):
            leaks[address] = found

    assert not leaks, "\n".join(f"{page}: {found}" for page, found in leaks.items())


def test_the_walk_finds_what_it_looks_for(colleagues):
    """On the page that is made to show it."""
    address = reverse("admin:ontmoeten_user_changelist")

    assert shown(colleagues[BOSS], address)
