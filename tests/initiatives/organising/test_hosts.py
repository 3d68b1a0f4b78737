"""Hosts: what is personal stands on the page if they agree, and nowhere else."""

from datetime import date, time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.kit.storing import store
from common.photos import decisions
from initiatives.models import Host
from tests.initiatives.organising.test_photos import files, page_of, send
from tests.initiatives.views.mine.pages import text_of, trust
from tests.kit.factories import (
    make_activity,
    make_host,
    make_initiative,
)
from tests.kit.pictures import picture, with_exif

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
EARLIER = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


@pytest.fixture
def table(club):
    return make_initiative(name="Samen eten", slug="samen-eten", organisation=club)


@pytest.fixture
def coffee(club, table):
    return make_activity(
        name="Koffie", slug="koffie", organisation=club, initiative=table,
        first_on=date(2026, 12, 1), starts_at=time(10),
    )  # fmt: skip


@pytest.fixture
def visitor(logged_in, amira):
    return logged_in(amira)


def known_host(initiative, since=EARLIER, **facts):
    """One who agreed to everything."""
    return make_host(
        initiative,
        first_name="Wilhelmina",
        languages=["nl", "ti"],
        photo=with_exif(),
        name_consent_on=since,
        languages_consent_on=since,
        photo_consent_on=since,
        **facts,
    )


def new_path(initiative) -> str:
    return f"/mijn/initiatief/{initiative.pk}/gezicht/"


def path_of(host) -> str:
    return f"/mijn/initiatief/{host.initiative_id}/gezicht/{host.pk}/"


def test_what_a_host_agreed_to_is_on_the_page_of_initiative_and_activity(
    client, table, coffee
):
    host = known_host(table)

    for entry in (table, coffee):
        page = page_of(client, entry)
        assert "Vaste gastvrouw" in page
        assert "Wilhelmina" in page
        assert "Spreekt Nederlands en Tigrinya" in page
        assert host.photo.url in page


@pytest.mark.parametrize("since", [None, TOMORROW])
@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("name_consent_on", "Wilhelmina"),
        ("languages_consent_on", "Tigrinya"),
        ("photo_consent_on", "mensen/"),
    ],
)
def test_each_of_it_needs_a_day_that_has_come(
    client, table, coffee, field, words, since
):
    host = known_host(table)
    if since is None:
        for name, consent in [
            ("first_name", "name_consent_on"), ("languages", "languages_consent_on"),
            ("photo", "photo_consent_on"),
        ]:  # fmt: skip
            if consent == field:
                setattr(host, name, "")
    setattr(host, field, since)
    store(host)

    for entry in (table, coffee):
        page = page_of(client, entry)
        assert words not in page
        others = {"Wilhelmina", "Tigrinya", "mensen/"} - {words}
        assert all(other in page for other in others)


def test_consent_of_tomorrow_holds_tomorrow(client, table, time_machine):
    known_host(table, since=TOMORROW)
    assert "Wilhelmina" not in page_of(client, table)

    time_machine.move_to("2026-11-24 00:10+01:00")

    assert "Wilhelmina" in page_of(client, table)


@pytest.mark.parametrize("state", ["waits", "hidden"])
def test_a_host_that_waits_or_is_hidden_is_on_no_page(client, table, coffee, state):
    known_host(table, state=state)

    for entry in (table, coffee):
        assert "gastvrouw" not in page_of(client, entry)


def test_an_activity_shows_nobody_of_an_initiative_that_is_not_public(
    client, table, coffee
):
    known_host(table)
    table.state = "suggested"
    store(table)

    assert "Wilhelmina" not in page_of(client, coffee)


ELSEWHERE = [
    "/", "/agenda/", "/agenda.ics", "/agenda.atom", "/agenda/koffie.ics",
    "/initiatieven/", "/initiatieven.atom", "/organisaties/",
    "/organisaties/de-huiskamer/", "/organisaties/de-huiskamer/agenda.ics",
    "/plekken/plekken.csv", "/plekken/plekken.geojson",
    "/agenda/?q=Wilhelmina", "/plekken/?q=Wilhelmina", "/en/agenda/",
]  # fmt: skip


@pytest.mark.parametrize("path", ELSEWHERE)
def test_nobody_is_named_in_lists_feeds_calendars_and_exports(
    client, table, coffee, path
):
    known_host(table, title="vaste gastvrouw van de tafel")
    answer = client.get(path)
    body = b"".join(answer) if answer.streaming else answer.content
    text = body.decode().replace("q=Wilhelmina", "").replace('"Wilhelmina"', "")

    assert answer.status_code == 200
    assert "Wilhelmina" not in text.replace("“Wilhelmina”", "")
    assert "mensen/" not in text
    assert "gastvrouw van de tafel" not in text


def test_nobody_is_named_at_a_place_where_the_activity_is(client, table, coffee):
    known_host(table)
    slug = coffee.place.slug

    for path in [f"/plekken/{slug}/", f"/plekken/{slug}/agenda.ics"]:
        assert "Wilhelmina" not in client.get(path).content.decode()


def test_data_for_search_engines_names_nobody(client, table, coffee):
    known_host(table)
    page = client.get(coffee.get_absolute_url()).content.decode()
    _before, _tag, after = page.partition('<script type="application/ld+json">')
    data = after.partition("</script>")[0]

    assert '"Event"' in data
    assert "Wilhelmina" not in data
    assert "ti" not in data.partition('"inLanguage"')[2][:20]


@pytest.mark.parametrize("words", ["Wilhelmina", "Spreekt"])
def test_what_is_personal_is_marked_for_screens_only(client, table, words):
    known_host(table)
    page = page_of(client, table)
    before = page[: page.index(words)]
    element = before[before.rindex("<span") :]

    assert "data-nosnippet" in element
    assert "screen" in before[-120:]


def test_a_host_is_added_with_what_they_agree_to(visitor, club, table):
    trust(club)
    send(
        visitor, new_path(table), title="vaste kok", first_name=" Sjors ",
        name_agreed="on", languages=["nl"], languages_agreed="on", photo=with_exif(),
        photo_agreed="on",
    )  # fmt: skip

    host = Host.objects.get()
    assert (host.title, host.first_name, host.languages) == (
        "vaste kok", "Sjors", ["nl"],
    )  # fmt: skip
    dates = {host.name_consent_on, host.languages_consent_on, host.photo_consent_on}
    assert dates == {TODAY}
    assert host.state == "shown"
    assert b"Telefoon van Jan" not in Path(host.photo.path).read_bytes()


def test_a_photo_that_is_none_is_refused_ticked_or_not(visitor, table):
    bad = SimpleUploadedFile("a.jpg", b"geen plaatje")
    for box in ("", "on"):
        bad.seek(0)
        answer = send(
            visitor, new_path(table), title="kok", photo=bad, photo_agreed=box
        )

        assert "geen foto" in text_of(answer)
    assert not Host.objects.exists()


def test_what_a_host_agreed_to_is_told_to_the_organisation(visitor, table):
    host = known_host(table)
    path = f"/mijn/initiatief/{table.pk}/"
    assert "Met toestemming: voornaam, talen, foto" in text_of(visitor.get(path))

    send(visitor, path_of(host), languages_agreed="")

    assert "Met toestemming: voornaam, foto" in text_of(visitor.get(path))


def test_only_a_title_is_enough(visitor, table):
    send(visitor, new_path(table), title="vaste kok")

    host = Host.objects.get()
    assert (host.first_name, host.languages, host.photo.name) == ("", [], "")
    assert host.name_consent_on is None
    assert host.state == "waits"


@pytest.mark.parametrize(
    ("field", "value"),
    [("first_name", "Sjors"), ("languages", ["nl"]), ("photo", None)],
)
def test_what_is_personal_is_refused_without_their_word(visitor, table, field, value):
    value = value or picture()
    answer = send(visitor, new_path(table), title="vaste kok", **{field: value})

    assert "Alleen als zij het goedvinden" in text_of(answer)
    assert not Host.objects.exists()
    form = answer.context["form"]
    if field == "photo":
        assert form.has_photo
    else:
        assert form[field].value() == value


BOXES = [
    ("name_agreed", "first_name", "name_consent_on", ""),
    ("languages_agreed", "languages", "languages_consent_on", []),
    ("photo_agreed", "photo", "photo_consent_on", ""),
]


@pytest.mark.parametrize(("box", "field", "consent", "empty"), BOXES)
def test_taking_the_word_back_erases_it_at_once(
    visitor, table, client, settings, box, field, consent, empty
):
    host = known_host(table)
    send(visitor, path_of(host), **{box: ""})

    host.refresh_from_db()
    assert getattr(host, field) == empty
    assert getattr(host, consent) is None
    assert host.state == "shown"
    others = {each[2] for each in BOXES} - {consent}
    assert {getattr(host, other) for other in others} == {EARLIER}
    assert len(files(settings)) == (0 if field == "photo" else 1)
    assert "Vaste gastvrouw" in page_of(client, table)


def test_taking_it_back_works_while_another_change_waits(visitor, table, client):
    host = known_host(table)
    send(visitor, path_of(host), title="de beste kok van Breda", name_agreed="")

    host.refresh_from_db()
    assert (host.first_name, host.state) == ("", "waits")
    assert "kok" not in page_of(client, table)


def test_taking_it_back_needs_no_right_first_name(visitor, table):
    host = known_host(table)
    Host.objects.filter(pk=host.pk).update(first_name="Wil 06-12345678")

    send(visitor, path_of(host), name_agreed="")

    host.refresh_from_db()
    assert host.first_name == ""


def test_another_name_is_another_word_for_it(visitor, club, table):
    trust(club)
    host = known_host(table)
    send(visitor, path_of(host), first_name="Sjors")

    host.refresh_from_db()
    assert (host.first_name, host.name_consent_on) == ("Sjors", TODAY)
    assert host.languages_consent_on == EARLIER


@pytest.mark.parametrize(
    "change",
    [{"title": "vaste kok"}, {"first_name": "Sjors"}, {"languages": ["nl", "ar"]}],
)
def test_a_change_takes_the_host_off_the_page_until_staff_looked(
    visitor, table, client, change
):
    host = known_host(table)
    send(visitor, path_of(host), **change)

    host.refresh_from_db()
    assert host.state == "waits"
    assert "Vaste" not in page_of(client, table)

    decisions.show(Host.objects.all())
    assert "Vaste" in page_of(client, table)


def test_what_a_trusted_organisation_changes_is_live_at_once(
    visitor, club, table, client
):
    trust(club)
    host = known_host(table)
    send(visitor, path_of(host), title="vaste kok")

    assert "Vaste kok" in page_of(client, table)


def test_consent_that_was_taken_back_does_not_return_with_an_older_page(visitor, table):
    from tests.initiatives.views.mine.pages import typed

    host = known_host(table)
    older = typed(visitor.get(path_of(host)).context["form"])
    send(visitor, path_of(host), name_agreed="")

    answer = visitor.post(path_of(host), {**older, "title": "vaste kok"})

    assert "Iemand anders" in text_of(answer)
    host.refresh_from_db()
    assert (host.first_name, host.title) == ("", "vaste gastvrouw")


def test_a_host_that_is_hidden_stays_so_whatever_is_changed(visitor, club, table):
    trust(club)
    host = known_host(table, state="hidden")
    send(visitor, path_of(host), title="vaste kok")

    host.refresh_from_db()
    assert (host.title, host.state) == ("vaste kok", "hidden")


@pytest.mark.parametrize("name", ["06-12345678", "win.nl", "a@b.nl", "x" * 41])
def test_a_first_name_is_a_first_name(visitor, table, name):
    answer = send(
        visitor, new_path(table), title="kok", first_name=name, name_agreed="on"
    )

    assert answer.status_code == 200
    assert answer.context["form"]["first_name"].value() == name
    assert not Host.objects.exists()


def test_a_host_goes_with_the_file(visitor, table, settings):
    host = known_host(table)
    visitor.post(f"{path_of(host)}weg/")

    assert not Host.objects.exists()
    assert not files(settings)


def test_hosts_of_an_activity_cost_one_query(
    client, table, coffee, django_assert_max_num_queries
):
    known_host(table)
    path = coffee.get_absolute_url()
    with django_assert_max_num_queries(11) as one:
        client.get(path)
    for _number in range(4):
        known_host(table)

    with django_assert_max_num_queries(len(one)):
        client.get(path)
