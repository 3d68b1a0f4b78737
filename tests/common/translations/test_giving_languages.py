"""Staff and organisations give texts in other languages."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.kit.storing import store
from common.translations.forms import TranslationForm
from common.translations.giving import give
from common.translations.models import Status, Translation, whole_of
from common.translations.reading import all_of
from initiatives.models import LiveChange
from ontmoeten.accounts import roles
from ontmoeten.staff.translations.counts import KINDS
from tests.kit.factories import (
    kind,
    make_activity,
    make_desk,
    make_experiment,
    make_goal,
    make_group,
    make_heard,
    make_indicator,
    make_initiative,
    make_lesson,
    make_news,
    make_organisation,
    make_place,
    make_question,
    make_staff,
    make_tour,
    make_user,
)
from tests.kit.staffpages import as_, staff_page, text_of
from tests.matching.people import make_subject
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST = "/beheer/vertalingen/"
MAKERS = {
    "plek": make_place,
    "organisatie": make_organisation,
    "initiatief": make_initiative,
    "activiteit": make_activity,
    "fietstocht": make_tour,
    "experiment": lambda description: make_experiment(summary=description),
    "les": lambda description: make_lesson(story=description),
    "vraag": lambda description: make_question(text=description),
    "nieuws": lambda description: make_news(text=description),
    "doel": lambda description: make_goal(summary=description),
    "groep": lambda description: make_group(title=description),
    "gehoord": lambda description: make_heard(description),
    "indicator": lambda description: make_indicator(name=description),
    "loket": lambda description="Een brief": make_desk(can_ask=description),
    "onderwerp": lambda: make_subject(),
    "soort": kind,
    "thema": Theme.objects.first,
}


@pytest.fixture
def bo(client, settings):
    settings.EXTRA_LANGUAGES = ["ar", "tr"]
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


def address(slug, thing):
    return f"{LIST}{slug}/{thing.pk}/"


def made(slug):
    facts = (
        {"description": "Een bank."}
        if slug not in {"soort", "thema", "onderwerp"}
        else {}
    )
    return MAKERS[slug](**facts)


def seen(thing, field="description", code="en", **how):
    return TranslationForm(thing=thing, **how).fields[f"s-{field}-{code}"].initial


def sent(thing, text, how="", field="description", code="en", **more):
    key = f"{field}-{code}"
    start = more.pop("seen", None) or seen(thing, field, code)
    return {f"t-{key}": text, f"h-{key}": how, f"s-{key}": start, **others(thing, key)}


def others(thing, key):
    """The rest of the form as it was."""
    form = TranslationForm(thing=thing)
    parts = [name for name in form.fields if not name.endswith(key)]
    return {name: form.fields[name].initial or "" for name in parts}


def status(thing, field="description", code="en"):
    found = {(each.field, each.language): each for each in all_of(thing, [code])}
    return found[field, code].status


@pytest.mark.parametrize("slug", KINDS)
def test_the_dutch_stands_beside_each_language(client, bo, slug):
    thing = made(slug)
    field = thing.translated[0]

    page = text_of(client.get(address(slug, thing)))

    assert getattr(thing, field)[:20] in page
    for code in ["en", "ar", "tr"]:
        assert f'name="t-{field}-{code}"' in page
    assert 'dir="rtl"' in page


AT_ONCE = [slug for slug in KINDS if not KINDS[slug].needs_second_look]


@pytest.mark.both("locks")
@pytest.mark.parametrize("slug", AT_ONCE)
def test_staff_give_a_text_and_say_how_sure_they_are(client, bo, slug):
    thing = made(slug)
    field = thing.translated[0]

    client.post(
        address(slug, thing), sent(thing, "bank", "checked", field=field, code="tr")
    )

    given = Translation.objects.get(key=thing.pk, field=field, language="tr")
    assert (given.text, given.state, given.checked_by) == ("bank", "checked", bo)


def test_an_automatic_text_is_kept_as_one_and_checked_later(client, bo):
    place = made("plek")
    page = address("plek", place)
    client.post(page, sent(place, "A bench.", "automatic"))
    assert status(place) == Status.MISSING  # as it was loaded
    place.refresh_from_db()
    assert status(place) == Status.AUTOMATIC

    client.post(page, sent(place, "A bench.", "checked"))

    assert status(place) == Status.CHECKED


def test_what_is_out_of_date_tells_the_dutch_of_then_and_can_be_right_still(client, bo):
    place = made("plek")
    give(place, "description", "tr", "Bank.", "checked", bo)
    place.description = "Een lange bank."
    store(place)
    page = address("plek", place)
    assert 'Toen dit gemaakt werd, was het Nederlands: <span lang="nl">Een bank.' in (
        text_of(client.get(page))
    )

    client.post(page, sent(place, "Bank.", "checked", code="tr"))

    assert status(place, code="tr") == Status.CHECKED


def test_a_new_text_asks_how_sure(client, bo):
    place = made("plek")

    page = text_of(client.post(address("plek", place), sent(place, "A bench.")))

    assert "Zeg of een mens deze tekst las." in page
    assert ">A bench.</textarea>" in page.replace("\n", "").replace("> ", ">")
    assert not Translation.objects.filter(key=place.pk, field="description").exists()


@pytest.mark.parametrize("changed", ["dutch", "text"])
def test_nobody_overwrites_what_a_colleague_changed_meanwhile(client, bo, changed):
    place = made("plek")
    start = seen(place, code="tr")
    if changed == "dutch":
        place.description = "Een lange bank."
        store(place)
    else:
        give(place, "description", "tr", "Koltuk.", "checked", None)

    data = sent(place, "Bank.", "checked", code="tr", seen=start)
    answer = client.post(address("plek", place), data)

    assert "Iemand wijzigde intussen" in text_of(answer)
    assert "Bank.</textarea>" in answer.content.decode()
    assert not Translation.objects.filter(text="Bank.").exists()
    again = data | {"s-description-tr": seen(place, code="tr")}
    client.post(address("plek", place), again)
    assert Translation.objects.filter(text="Bank.").exists()


@pytest.mark.parametrize(
    "text", ["x" * 10_001, "a\0b", "<script>alert(1)</script>"], ids=len
)
def test_hostile_texts_are_refused_or_shown_as_text(client, bo, text):
    place = made("plek")
    answer = client.post(
        address("plek", place), sent(place, text, "checked", code="tr")
    )

    assert answer.status_code in {200, 302}
    shown = client.get(f"{place.get_absolute_url()}?tekst=tr").content.decode()
    assert "<script>alert" not in shown


@pytest.mark.parametrize("page", ["iets/1/", "plek/999999999/", "plek/x/"])
def test_what_is_not_there_is_not_found(client, bo, page):
    assert client.get(f"{LIST}{page}").status_code == 404


@pytest.mark.parametrize("slug", KINDS)
def test_the_page_of_the_thing_leads_there(client, bo, slug):
    thing = made(slug)

    page = text_of(client.get(staff_page(thing)))

    assert f'href="{address(slug, thing)}"' in page
    assert "ontbreekt" in page
    assert 'name="description_en"' not in page


@pytest.mark.parametrize("role", roles.ROLES)
def test_who_may_change_a_thing_may_give_its_texts(client, role):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    client.force_login(person)
    for slug, model in KINDS.items():
        thing = made(slug)
        about = whole_of(model)._meta
        may = f"{about.app_label}.change_{about.model_name}"
        answer = client.post(address(slug, thing), {})

        assert (answer.status_code != 403) == person.has_perm(may), slug


@pytest.mark.both("counts")
def test_the_list_counts_and_leads_to_the_field(client, bo):
    place = made("plek")
    give(place, "description", "tr", "Bank.", "automatic", None)
    make_place(description="Nog een.", state="suggested")

    page = text_of(client.get(LIST, {"taal": "tr", "soort": "plek"}))

    assert f'href="{address("plek", place)}#t-description-tr"' in page
    assert "automatisch, door niemand gecontroleerd" in page
    assert page.count("#t-description-tr") == 1


@pytest.mark.both("counts")
@pytest.mark.parametrize(
    ("code", "expected"),
    [("checked", 0), ("automatic", 0), ("outdated", 1), ("missing", 0)],
)
def test_the_list_can_be_of_one_status(client, bo, code, expected):
    place = made("plek")
    give(place, "description", "en", "A bench.", "checked", None)
    place.description = "Anders."
    store(place)

    page = text_of(client.get(LIST, {"taal": "en", "soort": "plek", "stand": code}))

    assert page.count("#t-description-en") == expected


@pytest.mark.parametrize("name", ["taal", "soort", "stand", "pagina"])
@pytest.mark.parametrize("nonsense", ["x", "'", "\0", "-1", "9" * 30])
def test_nonsense_in_the_filters_is_no_trouble(client, bo, name, nonsense):
    assert client.get(LIST, {name: nonsense}).status_code == 200


@pytest.mark.both("counts")
def test_the_list_and_a_page_judge_alike(client, bo):
    """The same question, asked of the database and of one thing."""
    place = make_place(description="Een bank.", description_en="A bench.")
    for text, state in [("A seat.", "checked"), ("A seat.", "automatic")]:
        page = text_of(client.get(LIST, {"taal": "en", "soort": "plek"}))
        assert str(status(place).label) in page
        give(place, "description", "en", text, state, None)


@pytest.mark.both("counts")
def test_the_list_costs_as_many_queries_for_many_texts(client, bo):
    made("plek")
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(LIST)
    for _ in range(10):
        made("plek")
        made("activiteit")
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(many) == len(few)


def mine(slug, thing):
    return f"/mijn/{slug}/{thing.pk}/talen/"


@pytest.fixture
def amira():
    return make_user(name="Amira")


def entry_of(amira, slug, **facts):
    club = make_organisation(owner=amira, description="Een bank.", **facts)
    if slug == "organisatie":
        return club
    return MAKERS[slug](organisation=club, description="Een bank.")


ENTRIES = ["organisatie", "initiatief", "activiteit"]


@pytest.mark.parametrize("slug", ENTRIES)
def test_a_trusted_organisation_gives_its_texts_at_once(amira, slug):
    entry = entry_of(amira, slug, is_trusted=True)

    as_(amira).post(mine(slug, entry), sent(entry, "A bench."))

    assert status(entry) == Status.CHECKED
    given = Translation.objects.get(field="description", language="en")
    assert given.checked_by == amira
    assert LiveChange.objects.get().fields == ["translations"]


@pytest.mark.parametrize("slug", ENTRIES)
def test_of_others_staff_look_at_it_first(client, bo, amira, slug):
    entry = entry_of(amira, slug)
    page = as_(amira)

    page.post(mine(slug, entry), sent(entry, "A bench."))

    assert status(entry) == Status.MISSING
    assert "A bench." not in text_of(client.get(f"/en{entry.get_absolute_url()}"))
    assert "We kijken naar je tekst." in text_of(page.get(mine(slug, entry)))
    assert "English: A bench." in text_of(client.get("/beheer/wachtrij/"))


@pytest.mark.parametrize(
    ("do", "expected"), [("publish", Status.CHECKED), ("refuse", Status.MISSING)]
)
def test_staff_decide_about_it_in_the_queue(client, bo, amira, do, expected):
    entry = entry_of(amira, "initiatief")
    as_(amira).post(mine("initiatief", entry), sent(entry, "A bench."))
    row = Translation.objects.get(field="description", language="en")
    item = f"/beheer/wachtrij/vertaling/{row.pk}/"
    start = client.get(item).context["form"].initial["seen"]

    client.post(item, {"do": do, "seen": start, "answer": "Kijk nog eens."})

    assert status(entry) == expected
    assert not Translation.objects.exclude(proposed="").exists()


def test_a_text_that_is_refused_leaves_what_was_shown(client, bo, amira):
    entry = entry_of(amira, "initiatief")
    give(entry, "description", "en", "A seat.", "checked", None)
    as_(amira).post(mine("initiatief", entry), sent(entry, "Rude."))
    row = Translation.objects.get(field="description", language="en")
    item = f"/beheer/wachtrij/vertaling/{row.pk}/"
    start = client.get(item).context["form"].initial["seen"]
    client.post(item, {"do": "refuse", "seen": start, "answer": "Zo niet."})

    assert "Zo niet." in text_of(as_(amira).get(mine("initiatief", entry)))
    assert "A seat." in text_of(client.get(f"/en{entry.get_absolute_url()}"))


@pytest.mark.parametrize("slug", ENTRIES)
def test_nobody_gives_the_texts_of_another_organisation(amira, slug):
    entry = entry_of(make_user(), slug)

    assert as_(amira).get(mine(slug, entry)).status_code == 404
    assert as_(amira).post(mine(slug, entry), sent(entry, "x")).status_code == 404
    assert as_(amira).get(f"/mijn/iets/{entry.pk}/talen/").status_code == 404


def test_an_owner_can_not_say_that_a_text_is_automatic(amira):
    entry = entry_of(amira, "organisatie", is_trusted=True)

    answer = as_(amira).post(
        mine("organisatie", entry), sent(entry, "A bench.", "automatic")
    )

    assert answer.status_code == 200
    assert status(entry) == Status.MISSING
