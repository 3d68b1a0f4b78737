"""Nobody's data are seen by anyone but who needs them: all addresses, all roles.

Every address comes from the URL configuration. Those of Meet & Match are asked by every
role. All others are asked by a visitor where they are public, and by one person who may
what anyone may: the coordinator, made a superuser and an owner of the organisation that
has everything. A right or a membership only ever adds to a page, so each other role is
shown a part of what she is shown. A page that shows her nothing fails unless it is told
here why (`NOTHING`): a new address can't be left out by forgetting it.

Who may not look is refused before anyone is looked up, so the roles that are refused
divide the people among them: each role tries some, and each person is tried."""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core import serializers
from django.db import connections
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern
from django.views.generic import RedirectView
from django_tasks_db.models import DBTaskResult

from common.web.log import secret_routes
from desks.models import Desk
from initiatives.models import Activity, Host, Initiative, Membership, Organisation
from learning.models import AnswerTheme
from matching.entering import links
from matching.models import Look, Note, Pair, Participant, Safeguard
from ontmoeten.accounts.roles import ROLES
from tests.kit import addresses, waiting
from tests.kit.factories import make_group, make_staff, make_user
from tests.kit.rights import OF_COLLEAGUES
from tests.kit.staffpages import as_
from tests.matching import town as towns
from tests.matching.town import MAIL, NAME, NOTE, PHONE, WORDS, bytes_of, seen_in
from tests.ontmoeten.web.test_nonsense_addresses import PATTERNS, arguments, model_of
from tours.models import Tour

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long(20)]
OURS = [name for name in PATTERNS if name.startswith(("match-", "matching:"))]
STAFFS = [name for name in OURS if name.startswith("match-")]
BY_LINK = {name: dict(secret_routes())[name] for name in OURS
           if name in dict(secret_routes())}  # fmt: skip
BOXES = [Note, Safeguard, *(each for model in (Pair, Participant, Safeguard)
         for each in (model, model.history.model))]  # fmt: skip
THE_TWO = ["coordinator", "deputy"]
OTHERS = ["visitor", "resident", "staff", *ROLES, "every right", "superuser"]


@pytest.fixture(scope="module")
def town(for_all):
    with override_settings(MATCHING=True):
        addresses.build()
        waiting.build()
        make_group()
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


def things_of(town, name, part=slice(None)) -> list[dict]:
    """Every argument that an address of ours can have here, or a part of them."""
    found = PATTERNS[name]
    if found == ["who"]:
        return [{"who": row.pk} for row in town.people.values()][part]
    if found == ["pk"]:
        return [{"pk": pair.pk} for pair in town.pairs.values()][part]
    if found == ["what"]:
        return [{"what": each} for each in ("wens", "aanbod")]
    assert found in ([], ["token"]), f"say what {name} is about"
    return [{}]


def paths_of(town, name, part=slice(None)) -> list[str]:
    paths = [reverse(name, kwargs=each) for each in things_of(town, name, part)]
    if name == "match-list":
        paths += [f"{paths[0]}?welke={each}" for each in ("aanbod", "paren")]
    return paths


def part_of(role) -> slice:
    """Of seven pairs, too, every role gets one."""
    return slice(OTHERS.index(role) % len(towns.STEPS), None, len(towns.STEPS))


# --- Staff ---------------------------------------------------------------------------


@pytest.mark.parametrize("role", OTHERS)
def test_no_role_and_no_right_shows_a_person(town, clients, role):
    for name in OURS:
        if name in BY_LINK:
            continue
        for path in paths_of(town, name, part_of(role)):
            answer = clients[role].get(path)
            assert not seen_in(bytes_of(answer)), path
            if name in STAFFS and name not in {"match-policy", "match-register"}:
                assert answer.status_code in {302, 403}, path


@pytest.mark.parametrize("role", OTHERS)
def test_who_may_not_look_may_not_do_anything_either(town, clients, role):
    before = everything_kept()
    sent = {"note": "Ik was hier.", "other": "1", "do": "stop", "keer": "1"}
    for name in set(STAFFS) - {"match-policy", "match-register"}:
        for path in paths_of(town, name, part_of(role)):
            assert clients[role].post(path, sent).status_code in {302, 403}, path
    assert everything_kept() == before


def everything_kept() -> str:
    rows = [row for model in apps.get_app_config("matching").get_models()
            for row in model._base_manager.order_by("pk")]  # fmt: skip
    return serializers.serialize("json", rows)


@pytest.fixture(scope="module")
def looked(town, clients) -> dict[tuple[str, str], tuple[set, set]]:
    """Role and path of staff → whose data stand there, and who are written down."""
    found = {}
    for role in THE_TWO:
        for path in (path for name in STAFFS for path in paths_of(town, name)):
            known = Look.objects.order_by("pk").values_list("pk", flat=True).last() or 0
            answer = clients[role].get(path)
            rows = Look.objects.filter(pk__gt=known, by=getattr(town.policy, role))
            noted = {town.number_of(row.participant) for row in rows}
            found[role, path] = seen_in(bytes_of(answer)), noted
    return found


@pytest.mark.parametrize("role", THE_TWO)
def test_the_two_see_all_of_who_they_open_and_of_others_what_they_told(
    town, looked, role
):
    for number, row in town.people.items():
        own = {(word, number) for word in (NAME, MAIL, PHONE, WORDS, NOTE)}
        found, _noted = looked[role, reverse("match-person", args=[row.pk])]
        assert own <= found
        assert {word for word, whose in found if whose != number} <= {WORDS}


@pytest.mark.parametrize("role", THE_TWO)
def test_in_lists_they_see_an_initial_alone(town, looked, role):
    for name in set(STAFFS) - {"match-person", "match-pair"}:
        for path in paths_of(town, name):
            assert not looked[role, path][0], path


@pytest.mark.parametrize("role", THE_TWO)
def test_of_a_pair_they_see_those_two(town, looked, role):
    for pair in town.pairs.values():
        found, _noted = looked[role, reverse("match-pair", args=[pair.pk])]
        whose = {number for _word, number in found}
        assert whose == {town.number_of(pair.wish), town.number_of(pair.offer)}


def test_whoever_is_seen_is_written_down(town, looked):
    for (role, path), (found, noted) in looked.items():
        assert {number for _word, number in found} <= noted, (role, path)


@pytest.mark.parametrize("role", THE_TWO)
def test_so_is_who_is_there_by_an_initial_alone(town, looked, role):
    in_pairs = {town.number_of(row) for step, pair in town.pairs.items()
                for row in (pair.wish, pair.offer) if step != "ended"}  # fmt: skip
    for kind, which in (("wish", ""), ("offer", "?welke=aanbod")):
        waits = {number for number, row in town.people.items()
                 if row.kind == kind and row.state == "waiting"}  # fmt: skip
        noted = looked[role, f"{reverse('match-list')}{which}"][1]
        assert noted == waits - in_pairs
    assert looked[role, f"{reverse('match-list')}?welke=paren"][1] == in_pairs
    for number, row in town.people.items():
        if row.kind == "offer":
            path = reverse("match-safeguard", args=[row.pk])
            assert looked[role, path][1] == {number}


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


OTHER = sorted(PATTERNS.keys() - OURS)
NOTHING = {  # a page that does not show her anything → why
    **dict.fromkeys(OF_COLLEAGUES, "logging in"),
    **dict.fromkeys(
        ["account_login", "account_request_login_code", "account_confirm_login_code",
         "account_signup", "admin:login"], "she is logged in",
    ),
    **dict.fromkeys(["set-password", "initiatives:invitation"], "no such token"),
    **dict.fromkeys(["on-site", "on-site-framed", "admin:view_on_site"], "leads on"),
    "admin:autocomplete": "looks in one of the models that are in the administration",
    "initiatives:preview": "wants a day",
    "places:elsewhere": "wants a box",
    "places:search": "wants words",
    "photo": "no such file",
    "security": "a setting",
}  # fmt: skip


def other_path(name) -> str:
    """With arguments of something that is there."""
    known = dict(arguments(name))
    if name.endswith(("_export", "_archive")):
        known |= {"kind": "csv"}
    if {"kind", "pk"} == known.keys() and name.startswith("initiatives:"):
        known |= {"kind": "activiteit"}
    if name.startswith("desks:") and "pk" in known and "slug" not in known:
        known |= {"pk": Desk.objects.get(activity__slug="loket").activity_id}
    more = {
        "initiatives:edit-host": lambda: {"pk": Host.objects.get().initiative_id},
        "admin:learning_experiment_step": lambda: {"step": "plan"},
        "admin:learning_question_group": a_group,
    }
    known |= more.get(name, dict)()
    if 0 in known:
        return reverse(name, args=known.values())
    return reverse(name, kwargs=known)


def a_group() -> dict:
    row = AnswerTheme.objects.first()
    return {"pk": row.question_id, "group": row.pk}


def shows_nothing(name, answer) -> bool:
    """Rightly so: told above, only for what is sent, or of what is not there."""
    model = model_of(name) if name.startswith("admin:") else None
    if model and answer.status_code == 403:
        return name.endswith(("_add", "_delete"))  # nobody may
    if model and not model._base_manager.exists():
        return True
    return name in NOTHING or answer.status_code == 405


@pytest.fixture
def who_may_all(town, clients) -> Client:
    person = town.policy.coordinator
    type(person).objects.filter(pk=person.pk).update(is_superuser=True)
    house = Organisation.objects.get(slug="huiskamer")
    for model in (Activity, Initiative, Tour):
        model.objects.update(organisation=house)
    Membership.objects.create(organisation=house, person=person, role="owner")
    return clients["coordinator"]


def test_no_other_page_shows_a_person_to_who_may_all(town, who_may_all):
    empty = []
    for name in OTHER:
        answer = who_may_all.get(other_path(name))
        assert not seen_in(bytes_of(answer)), name
        if answer.status_code != 200 and not shows_nothing(name, answer):
            empty.append((name, answer.status_code))
    assert not empty, "give it arguments of something that is there"


def test_no_other_page_shows_a_person_to_a_visitor(town, clients):
    for name in OTHER:
        if not re.match("/(beheer|mijn)/", path := other_path(name)):
            assert not seen_in(bytes_of(clients["visitor"].get(path))), name


def unnamed(found) -> list[URLPattern]:
    return [
        each
        for one in found
        for each in (
            [one] if isinstance(one, URLPattern) else unnamed(one.url_patterns)
        )
        if not each.name
    ]


def test_an_address_without_a_name_only_leads_to_one_that_has():
    for each in unnamed(get_resolver().url_patterns):
        is_redirect = getattr(each.callback, "view_class", None) is RedirectView
        assert is_redirect or each.callback.__name__ == "catch_all_view", each


def test_in_no_column_of_any_table_anyone_can_be_read(town):
    rows = Counter()
    for connection in connections.all():
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
                known = [column[0] for column in cursor.description]
                cells = ", ".join(f'CAST("{name}" AS BLOB)' for name in known)
                cursor.execute(f'SELECT {cells} FROM "{table}"')
                for row in cursor.fetchall():
                    assert not seen_in(b" ".join(cell or b"" for cell in row)), table
                    rows[table] += 1
    full = {"ontmoeten_mail", DBTaskResult._meta.db_table, "keyring_sealingkey"}
    full |= {model._meta.db_table for model in BOXES}
    assert full <= rows.keys()
