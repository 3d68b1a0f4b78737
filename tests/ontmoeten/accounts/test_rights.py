"""Every right with every role in it, over the real addresses; and nothing of staff that
asks for no right."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from common.history.bin_admin import WithBin
from common.moderation.queue import sources
from common.web.list_export import ExportsList
from initiatives.models import OrganisationImport
from ontmoeten.accounts.roles import RIGHTS, ROLES
from ontmoeten.models import User
from places.models import Figure, ImportRun
from tests.kit import waiting
from tests.kit.factories import (
    make_activity,
    make_desk,
    make_experiment,
    make_goal,
    make_group,
    make_indicator,
    make_initiative,
    make_lesson,
    make_neighbourhood,
    make_news,
    make_organisation,
    make_place,
    make_question,
    make_staff,
    make_tour,
    make_user,
)
from tests.kit.rights import ACTIONS, ADDED_INSIDE, INLINE, PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PEOPLE = ["anonymous", "resident", "staff without a role", *ROLES]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture(autouse=True, scope="module")
def all_that_waits(for_all):
    return waiting.build()


def person_of(kind) -> User | None:
    if kind == "anonymous":
        return None
    person = make_user(is_staff=kind != "resident")
    if kind in ROLES:
        person.groups.add(Group.objects.get(name=kind))
    return person


def enter(client, kind):
    if (person := person_of(kind)) is not None:
        client.force_login(person)


@pytest.fixture(scope="module")
def clients(all_that_waits) -> dict[str, Client]:
    """The browser of each, in which they came in."""
    found = {kind: Client() for kind in PEOPLE}
    for kind, client in found.items():
        enter(client, kind)
    return found


def opens(answer) -> bool:
    """A page, an error in what was sent, or on to another page: not the way out."""
    turned_away = answer.status_code == 302 and "/beheer/login/" in answer.url
    return answer.status_code != 403 and not turned_away


def page_of(model, page, *args):
    return reverse(f"admin:{model.replace('.', '_')}_{page}", args=args)


def waits(client, kind):
    """Whether the page of what waits opens."""
    source = sources()[kind]
    pk = next(each.pk for each in source.waiting())
    return opens(client.get(f"/beheer/wachtrij/{kind}/{pk}/"))


def _loneliness(client):
    figure = {"year": 2024, "source": "RIVM", "value": 40, "code": "BU07580001"}
    Figure.objects.get_or_create(name=Figure.Name.LONELY_PCT, **figure)
    answer = client.get(page_of("places.figure", "changelist"))
    return opens(answer) and "RIVM" in answer.content.decode()


def _marks(client):
    address = page_of("initiatives.organisation", "change", make_organisation().pk)
    return 'name="is_trusted"' in client.get(address).content.decode()


def _takes(client):
    page = client.get(page_of("ontmoeten.user", "changelist")).content.decode()
    return 'value="take_factor"' in page


def _archives(client):
    page = [make_question().pk, "json"]
    return opens(client.get(reverse("admin:learning_question_archive", args=page)))


OWN = {
    "places.decide_place": lambda client: waits(client, "plek"),
    "places.answer_doubt": lambda client: waits(client, "twijfel"),
    "initiatives.answer_remark": lambda client: waits(client, "twijfel-activiteit"),
    "places.import_places": lambda client: waits(client, "import"),
    "places.see_freshness": lambda client: opens(client.get("/beheer/versheid/")),
    "places.see_loneliness": _loneliness,
    "places.see_policy": lambda client: opens(client.get("/beheer/beleid/")),
    "ontmoeten.see_register": lambda client: opens(
        client.get("/beheer/persoonsgegevens/")
    ),
    "initiatives.decide_organisation": lambda client: waits(client, "organisatie"),
    "initiatives.decide_initiative": lambda client: waits(client, "initiatief"),
    "initiatives.decide_activity": lambda client: waits(client, "activiteit"),
    "learning.decide_heard": lambda client: waits(client, "gehoord"),
    "tours.decide_tour": lambda client: waits(client, "fietstocht"),
    "learning.decide_experiment": lambda client: waits(client, "experiment"),
    "learning.decide_lesson": lambda client: waits(client, "les"),
    "learning.decide_question": lambda client: waits(client, "vraag"),
    "learning.archive_question": _archives,
    "learning.decide_contribution": lambda client: waits(client, "bijdrage"),
    "learning.decide_newsitem": lambda client: waits(client, "nieuws"),
    "learning.decide_goal": lambda client: waits(client, "doel"),
    "learning.freeze_goal": lambda client: opens(
        client.get(reverse("admin:learning_goal_freeze", args=[make_goal().pk]))
    ),
    "initiatives.mark_organisation": _marks,
    "matching.set_policy": lambda client: opens(client.get(reverse("match-policy"))),
    "ontmoeten.ring": lambda client: opens(client.get("/beheer/bellen/")),
    "ontmoeten.take_factor": _takes,
    "ontmoeten.accept_translation": lambda client: waits(client, "vertaling"),
}


def may(client, right) -> bool:
    """Whether the address of a right opens for who is logged in."""
    if right in OWN:
        return OWN[right](client)
    app, _dot, name = right.partition(".")
    do, _line, model = name.partition("_")
    model = f"{app}.{model}"
    if model in INLINE or (model in ADDED_INSIDE and do == "add"):
        return _may_inside(client, model, do)
    match do:
        case "view":
            return opens(client.get(page_of(model, "changelist")))
        case "add":
            return opens(client.get(page_of(model, "add")))
        case "change":
            return opens(client.post(page_of(model, "change", 0)))
        case "delete":
            return opens(client.get(page_of(model, "delete", 0)))
    raise AssertionError(f"no address is known for {right}")


def _may_inside(client, model, do) -> bool:
    around = (INLINE | ADDED_INSIDE)[model]
    make = {
        "places_place": make_place,
        "initiatives_organisation": make_organisation,
        "initiatives_initiative": make_initiative,
        "desks_desk": make_desk,
        "initiatives_activity": make_activity,
        "tours_tour": make_tour,
        "learning_experiment": make_experiment,
        "learning_lesson": make_lesson,
        "learning_newsitem": make_news,
        "learning_goal": make_goal,
        "learning_indicator": make_indicator,
        "learning_question": make_question,
    }
    answer = client.get(page_of(around, "change", make[around]().pk))
    if answer.status_code != 200:
        return False
    for each in answer.context["inline_admin_formsets"]:
        if each.opts.model._meta.label_lower == model:
            return bool(getattr(each, f"has_{do}_permission"))
    return False


@pytest.mark.parametrize("right", RIGHTS)
def test_a_right_opens_for_the_roles_that_have_it_and_nobody_else(clients, right):
    said = {kind: may(client, right) for kind, client in clients.items()}

    assert said == {kind: kind in RIGHTS[right] for kind in PEOPLE}


def test_who_may_change_add_or_delete_may_see():
    for right, roles in RIGHTS.items():
        app, _dot, name = right.partition(".")
        do, _line, model = name.partition("_")
        if do in {"add", "change", "delete"}:
            assert set(roles) <= set(RIGHTS[f"{app}.view_{model}"]), right


def below_beheer(resolver=None, path="", space=""):
    for each in (resolver or get_resolver()).url_patterns:
        here = path + str(each.pattern).lstrip("^")
        if hasattr(each, "url_patterns"):
            inner = f"{each.namespace}:" if each.namespace else space
            yield from below_beheer(each, here, inner)
        elif "beheer/" in here and each.name:
            yield f"{space}{each.name}"


def of_models() -> set[str]:
    pages = ["changelist", "add", "change", "delete", "history", "simple_history"]
    pages += ["export"]
    names = [
        model._meta.label_lower.replace(".", "_") for model in admin.site._registry
    ]
    return {f"admin:{name}_{page}" for name in names for page in pages}


def test_every_address_of_staff_is_in_the_table():
    found = set(below_beheer())

    assert "admin:places_place_changelist" in found
    assert found - of_models() == set(PAGES)


def test_every_model_of_staff_has_a_right_to_see_it():
    models = {model._meta.label_lower for model in admin.site._registry}

    assert {f"{app}.view_{name}" for app, name in (m.split(".") for m in models)} <= {
        *RIGHTS
    }


def exporting() -> list[str]:
    lists = admin.site._registry.items()
    return [
        model._meta.label_lower
        for model, page in lists
        if isinstance(page, ExportsList)
    ]


@pytest.mark.parametrize("model", exporting())
def test_a_list_goes_out_as_a_file_for_who_may_see_it(clients, model):
    app, _dot, name = model.partition(".")
    address = reverse(f"admin:{app}_{name}_export", args=["csv"])
    said = {kind: opens(client.get(address)) for kind, client in clients.items()}

    assert said == {kind: kind in RIGHTS[f"{app}.view_{name}"] for kind in PEOPLE}


def who_opens(clients, address) -> set[str]:
    return {kind for kind, client in clients.items() if opens(client.get(address))}


def test_doubles_open_for_who_decides_about_either(clients):
    able = RIGHTS["places.decide_place"] + RIGHTS["initiatives.decide_organisation"]

    assert who_opens(clients, reverse("doubles")) == set(able)


def test_the_bin_opens_for_who_may_delete_anything_in_it(clients):
    able = set()
    for model, page in admin.site._registry.items():
        if isinstance(page, WithBin):
            app, _dot, name = model._meta.label_lower.partition(".")
            able |= set(RIGHTS.get(f"{app}.delete_{name}", []))

    assert who_opens(clients, reverse("bin")) == able


def made_import() -> ImportRun:
    facts = {"source": "Banken", "file_name": "x.csv", "stored": "x.csv"}
    return ImportRun.objects.create(state=ImportRun.State.CHECKED, **facts)


@pytest.mark.parametrize(
    "page", [name for name, right in PAGES.items() if "." in right]
)
def test_a_page_of_its_own_asks_its_right(clients, page):
    experiment, goal, group = make_experiment(), make_goal(), make_group()
    counted = make_indicator(goal, counter="initiatieven")
    args = {
        "admin:learning_goal_find": [goal.pk],
        "admin:learning_goal_freeze": [goal.pk],
        "admin:learning_goal_of": ["experiment", experiment.pk],
        "admin:learning_indicator_table": [counted.pk],
        "admin:learning_indicator_count": [counted.pk],
        "admin:auth_user_password_change": [make_user().pk],
        "walk": [make_neighbourhood().slug],
        "walk-look": [make_neighbourhood().slug, 0],
        "policy-usage-rows": ["meldingen", "2026-11"],
        "policy-rows": [make_neighbourhood().slug, "plekken"],
        "import": [made_import().pk],
        "import-wrong": [made_import().pk],
        "import-publish": [made_import().pk],
        "organisation-import-publish": [
            OrganisationImport.objects.create(source="x", file_name="x.csv").pk
        ],
        "admin:learning_experiment_step": [experiment.pk, "end"],
        "admin:learning_experiment_decide": [experiment.pk],
        "admin:learning_question_group": [group.question_id, group.pk],
        "admin:learning_question_archive": [group.question_id, "json"],
    }
    for step in ("groups", "promise", "close"):
        args[f"admin:learning_question_{step}"] = [group.question_id]
    address = reverse(page, args=args.get(page, [0] if page.endswith("_look") else []))
    said = {}
    for kind, client in clients.items():
        posts = page.endswith(("_look", "-look"))
        said[kind] = opens((client.post if posts else client.get)(address))

    assert said == {kind: kind in RIGHTS[PAGES[page]] for kind in PEOPLE}


@pytest.mark.parametrize(
    "page", [name for name, right in PAGES.items() if right == "staff"]
)
def test_what_opens_for_all_staff_opens_for_nobody_else(clients, page):
    args = {"admin:app_list": ["places"]}
    args |= {name: [1, 1] for name in ["admin:view_on_site", "on-site"]}
    address = reverse(page, args=args.get(page, []))

    for kind in ["anonymous", "resident"]:
        assert not opens(clients[kind].get(address))


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.slug)
def test_what_waits_is_seen_by_who_decides_about_it(clients, source, all_that_waits):
    thing = all_that_waits[source.slug]
    said = {}
    for kind, client in clients.items():
        page = f"/beheer/wachtrij/{source.slug}/{thing.pk}/"
        answers = {
            opens(client.get(page)),
            opens(client.post(f"{page}bezig/")),
            page in client.get("/beheer/wachtrij/").content.decode(),
        }
        assert len(answers) == 1, kind
        said[kind] = answers.pop()

    assert said == {kind: kind in RIGHTS[source.permission] for kind in PEOPLE}


def actions_of(model_admin, person) -> set[str]:
    request = RequestFactory().get("/beheer/")
    request.user = person
    return set(model_admin.get_actions(request)) - {"delete_selected"}


def test_every_action_is_in_the_table():
    boss = make_staff()
    found = {
        model._meta.label_lower: names
        for model, each in admin.site._registry.items()
        if (names := actions_of(each, boss))
    }

    assert found == {model: set(actions) for model, actions in ACTIONS.items()}


@pytest.mark.parametrize("role", ["staff without a role", *ROLES])
def test_a_role_is_offered_the_actions_that_it_may_do(role):
    person = person_of(role)
    for model, each in admin.site._registry.items():
        wanted = ACTIONS.get(model._meta.label_lower, {})
        may_do = {name for name, right in wanted.items() if role in RIGHTS[right]}

        assert actions_of(each, person) == may_do, model


@pytest.mark.parametrize("role", ROLES)
def test_a_role_finds_only_its_own_on_the_first_page(clients, role):
    page = clients[role].get("/beheer/").content.decode()
    everything = clients[role].get("/beheer/alles/").content.decode()

    for model in admin.site._registry:
        app, name = model._meta.label_lower.split(".")
        address = f'href="{page_of(f"{app}.{name}", "changelist")}"'
        may_see = role in RIGHTS[f"{app}.view_{name}"]
        assert (address in everything) == may_see, address
        assert may_see or address not in page, address
        new = f'href="{page_of(f"{app}.{name}", "add")}"'
        assert new not in page or role in RIGHTS[f"{app}.add_{name}"], new
    for link, right in {
        "/beheer/bellen/": "ontmoeten.ring",
        "/beheer/versheid/": "places.see_freshness",
        "/beheer/moeilijke-teksten/": "places.view_place",
        "/beheer/persoonsgegevens/": "ontmoeten.see_register",
    }.items():
        assert (f'href="{link}"' in page) == (role in RIGHTS[right]), link
