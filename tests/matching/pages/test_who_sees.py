"""Nobody's data are seen by anyone but who needs them: all addresses, all roles.

Every address comes from the URL configuration. Those of Meet & Match are asked by every
role; all others by a superuser alone, who is shown whatever anyone is shown there: she
has every right, and a right only ever adds to a page. Links of other apps with a secret
are left out: what stands behind them is in tests of their own."""

from collections import Counter

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core import serializers
from django.db import connections
from django.test import Client, override_settings
from django.urls import reverse

from common.web.log import secret_routes
from matching.entering import links
from matching.models import Look
from ontmoeten.accounts.roles import ROLES
from tests.kit import addresses, waiting
from tests.kit.factories import make_staff, make_user
from tests.kit.staffpages import as_
from tests.matching import town as towns
from tests.matching.town import MAIL, NAME, NOTE, PHONE, WORDS, bytes_of, seen_in
from tests.ontmoeten.web.test_nonsense_addresses import PATTERNS, address

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long(20)]
OURS = [name for name in PATTERNS if name.startswith(("match-", "matching:"))]
STAFFS = [name for name in OURS if name.startswith("match-")]
BY_LINK = {name: dict(secret_routes())[name] for name in OURS
           if name in dict(secret_routes())}  # fmt: skip
THE_TWO = ["coordinator", "deputy"]
OTHERS = ["visitor", "resident", "staff", *ROLES, "every right", "superuser"]


@pytest.fixture(scope="module")
def town(for_all):
    with override_settings(MATCHING=True):
        addresses.build()
        waiting.build()
        yield towns.build()


@pytest.fixture(scope="module")
def clients(town) -> dict[str, Client]:
    found = {"visitor": Client(), "resident": as_(make_user())}
    for role in ["staff", *ROLES, "every right"]:
        person = make_user(is_staff=True)
        if role in ROLES:
            person.groups.add(Group.objects.get(name=role))
        if role == "every right":
            person.user_permissions.set(Permission.objects.all())
        found[role] = as_(person)
    found["superuser"] = as_(make_staff())
    for role in THE_TWO:
        found[role] = as_(getattr(town.policy, role))
    return found


def things_of(town, name) -> list[dict]:
    """Every argument that an address of ours can have here."""
    found = PATTERNS[name]
    if found == ["who"]:
        return [{"who": row.pk} for row in town.people.values()]
    if found == ["pk"]:
        return [{"pk": pair.pk} for pair in town.pairs.values()]
    if found == ["what"]:
        return [{"what": each} for each in ("wens", "aanbod")]
    assert found in ([], ["token"]), f"say what {name} is about"
    return [{}]


def paths_of(town, name) -> list[str]:
    paths = [reverse(name, kwargs=each) for each in things_of(town, name)]
    if name == "match-list":
        paths += [f"{paths[0]}?welke={each}" for each in ("aanbod", "paren")]
    return paths


# --- Staff ---------------------------------------------------------------------------


@pytest.mark.parametrize("role", OTHERS)
def test_no_role_and_no_right_shows_a_person(town, clients, role):
    for name in OURS:
        if name in BY_LINK:
            continue
        for path in paths_of(town, name):
            answer = clients[role].get(path)
            assert not seen_in(bytes_of(answer)), path
            if name in STAFFS and name not in {"match-policy", "match-register"}:
                assert answer.status_code in {302, 403}, path


@pytest.mark.parametrize("role", OTHERS)
def test_who_may_not_look_may_not_do_anything_either(town, clients, role):
    before = everything_kept()
    sent = {"note": "Ik was hier.", "other": "1", "do": "stop", "keer": "1"}
    for name in set(STAFFS) - {"match-policy", "match-register"}:
        for path in paths_of(town, name):
            assert clients[role].post(path, sent).status_code in {302, 403}, path
    assert everything_kept() == before


def everything_kept() -> str:
    rows = [row for model in apps.get_app_config("matching").get_models()
            for row in model._base_manager.order_by("pk")]  # fmt: skip
    return serializers.serialize("json", rows)


@pytest.mark.parametrize("role", THE_TWO)
def test_the_two_see_all_of_who_they_open_and_of_others_what_they_told(
    town, clients, role
):
    for number, row in town.people.items():
        own = {(word, number) for word in (NAME, MAIL, PHONE, WORDS, NOTE)}
        page = clients[role].get(reverse("match-person", args=[row.pk]))
        found = seen_in(bytes_of(page))
        assert own <= found
        assert {word for word, whose in found if whose != number} <= {WORDS}


@pytest.mark.parametrize("role", THE_TWO)
def test_in_lists_they_see_an_initial_alone(town, clients, role):
    for name in set(STAFFS) - {"match-person", "match-pair"}:
        for path in paths_of(town, name):
            assert not seen_in(bytes_of(clients[role].get(path))), path


@pytest.mark.parametrize("role", THE_TWO)
def test_of_a_pair_they_see_those_two(town, clients, role):
    for pair in town.pairs.values():
        page = clients[role].get(reverse("match-pair", args=[pair.pk]))
        whose = {number for _word, number in seen_in(bytes_of(page))}
        assert whose == {town.number_of(pair.wish), town.number_of(pair.offer)}


def test_every_look_is_written_down(town, clients):
    Look.objects.all().delete()
    someone, pair = town.people[10], town.pairs["met"]
    for path in [reverse("match-person", args=[someone.pk]),
                 reverse("match-pair", args=[pair.pk])]:  # fmt: skip
        clients["deputy"].get(path)
    counted = Counter(Look.objects.values_list("participant", "where", "by"))
    deputy = town.policy.deputy.pk
    for row, where in [(someone, "person"), (pair.wish, "pair"), (pair.offer, "pair")]:
        assert counted[row.pk, where, deputy] == 1


# --- Who has a link ------------------------------------------------------------------


def links_of(town, number):
    """(name, path, pair) of every link of someone."""
    row = town.people[number]
    for name in BY_LINK:
        short = name.removeprefix("matching:")
        purpose = {"change": "mine", "export": "mine"}.get(short, short)
        if purpose in {"table", "typed"}:
            continue
        own = [
            each
            for each in town.pairs.values()
            if row.pk in (each.wish_id, each.offer_id)
        ]
        for pair in own if purpose in {"pair", "stop"} else [None]:
            token = links.token(purpose, row, pair)
            yield name, reverse(name, args=[token]), pair


def test_a_link_shows_who_has_it_and_of_the_other_what_they_may_know(town, client):
    for number, row in town.people.items():
        for name, path, pair in links_of(town, number):
            found = seen_in(bytes_of(client.get(path, follow=True)))
            other = {each for each in found if each[1] != number}
            if name != "matching:export":
                assert (NOTE, number) not in found, path
            assert other == known_of_the_other(town, row, name, pair), (name, pair)


def known_of_the_other(town, row, name, pair) -> set:
    """Nothing but on the page of the pair: what they told, without a name, while one
    thinks it over; once introduced the name and one way to reach them."""
    if name != "matching:pair" or pair.stopped_at:
        return set()
    other = town.number_of(pair.other_than(pair.side_of(row)))
    shown = {"proposed": {WORDS}, "introduced": {NAME, PHONE}, "met": {NAME, PHONE}}
    return {(word, other) for word in shown.get(pair.step, ())}


def test_the_link_of_someone_shows_all_that_they_told(town, client):
    for number, row in town.people.items():
        path = reverse("matching:mine", args=[links.token("mine", row)])
        found = seen_in(bytes_of(client.get(path)))
        assert {(NAME, number), (WORDS, number)} <= found
        export = reverse("matching:export", args=[links.token("mine", row)])
        kept = seen_in(bytes_of(client.get(export)))
        assert kept == {(each, number) for each in (NAME, MAIL, PHONE, WORDS, NOTE)}


def test_the_table_of_a_host_shows_nobody(town, client):
    token = links.table_token(town.moment)
    for name in ("matching:table", "matching:typed"):
        path = reverse(name, args=[token])
        for query in ("", "?wat=wens", "?wat=aanbod"):
            answer = client.get(f"{path}{query}")
            assert answer.status_code == 200
            assert not seen_in(bytes_of(answer))


# --- Everything else -----------------------------------------------------------------


OTHER = sorted(PATTERNS.keys() - OURS - dict(secret_routes()).keys())
START = [
    "admin:index",
    "queue",
    "everything",
    "places:search",
]  # where she finds her work


@pytest.mark.parametrize(
    ("role", "names"),
    [("superuser", OTHER), ("coordinator", START)],
    ids=["all", "start"],
)
def test_no_other_page_shows_a_person(town, clients, role, names):
    for name in names:
        answer = clients[role].get(address(name))
        assert not seen_in(bytes_of(answer)), name


def test_in_no_column_of_any_table_anyone_can_be_read(town):
    looked = 0
    for connection in connections.all():
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
                known = [column[0] for column in cursor.description]
                cells = ", ".join(f'CAST("{name}" AS BLOB)' for name in known)
                cursor.execute(f'SELECT {cells} FROM "{table}"')
                for row in cursor.fetchall():
                    assert not seen_in(b" ".join(cell or b"" for cell in row)), table
                    looked += 1
    assert looked > 500
