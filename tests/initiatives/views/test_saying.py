"""“Klopt dit?” on the pages of activities, initiatives and organisations."""

from datetime import date, timedelta

import pytest
from django.test import Client

from common.moderation.queue import Asked, sources
from common.moderation.states import State
from common.moderation.still_right import still_right
from initiatives.models import EntryReport, Remark
from initiatives.models.moderation import CAN_BE_SAID, Said
from initiatives.organising import doubting
from ontmoeten.staff.queue.waiting import Queue
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_staff,
    make_user,
)
from tests.kit.letters import letters
from tests.kit.staffpages import as_

pytestmark = [pytest.mark.django_db, pytest.mark.both("counts")]

PAGES = {
    "activity": "/agenda/een/",
    "initiative": "/initiatieven/een/",
    "organisation": "/organisaties/een/",
}
MAKE = {
    "activity": make_activity,
    "initiative": make_initiative,
    "organisation": make_organisation,
}
WORDS = {
    "activity": "activiteit",
    "initiative": "initiatief",
    "organisation": "organisatie",
}
ADDRESSES = ["192.0.2.1", "192.0.2.2", "192.0.2.3"]


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to("2026-11-20 12:00+01:00", tick=False)
    return time_machine


@pytest.fixture(params=PAGES)
def kind(request):
    return request.param


@pytest.fixture
def amira():
    return make_user(email="amira@example.org")


@pytest.fixture
def entry(kind, amira):
    """Of an organisation of Amira."""
    if kind == "organisation":
        return make_organisation(name="Een", slug="een", owner=amira)
    club = make_organisation(name="De Huiskamer", owner=amira)
    return MAKE[kind](name="Een", slug="een", organisation=club)


@pytest.fixture
def bo():
    return make_staff()


def say(client, kind, said, *addresses):
    for address in addresses:
        page = PAGES[kind] + "klopt-dit/"
        response = client.post(page, {"zegt": said}, REMOTE_ADDR=address)
    return response


def waiting(bo, kind):
    return [each.pk for each in Queue(bo, f"twijfel-{WORDS[kind]}").waiting]


# --- One tap --------------------------------------------------------------------------


def test_its_page_offers_what_can_be_said_of_it(client, kind, entry):
    page = client.get(PAGES[kind]).content.decode()

    for said in CAN_BE_SAID[type(entry)]:
        assert f'name="zegt" value="{said}"' in page
    assert f'action="{PAGES[kind]}klopt-dit/"' in page


def test_only_an_activity_can_be_at_another_time(client):
    make_organisation(slug="een")

    response = client.post("/organisaties/een/klopt-dit/", {"zegt": "tijd"})

    assert response.status_code == 400
    assert not Remark.objects.exists()


def test_right_is_told_to_others_and_mails_nobody(client, kind, entry):
    response = say(client, kind, "klopt", "192.0.2.1")

    assert response.url == f"{PAGES[kind]}bedankt/klopt/"
    assert client.get(response.url).status_code == 200
    assert (
        "Op 20 november 2026 zei een bezoeker"
        in client.get(PAGES[kind]).content.decode()
    )
    assert letters() == []


def test_it_needs_no_token_and_leaves_no_cookie(kind, entry):
    response = say(Client(enforce_csrf_checks=True), kind, "weg", "192.0.2.1")

    assert response.status_code == 302
    assert not response.cookies


def test_reading_the_page_says_nothing(client, kind, entry):
    assert client.get(PAGES[kind] + "klopt-dit/").status_code == 200
    assert not Remark.objects.exists()


def test_another_site_can_not_say_it(client, kind, entry):
    page, headers = PAGES[kind] + "klopt-dit/", {"sec-fetch-site": "cross-site"}

    assert client.post(page, {"zegt": "weg"}, headers=headers).status_code == 403
    assert not Remark.objects.exists()


def test_who_presses_three_times_is_one(client, kind, entry):
    say(client, kind, "weg", *ADDRESSES[:1] * 3)

    assert Remark.objects.get().count == 1


# --- To who looks after it ------------------------------------------------------------


def test_who_looks_after_it_hears_it_once_a_week(client, kind, entry, clock):
    say(client, kind, "plek", *ADDRESSES[:2])

    (letter,) = letters()
    assert letter.to == ["amira@example.org"]
    assert "het is op een andere plek" in letter.body
    clock.shift(timedelta(days=7))
    say(client, kind, "plek", ADDRESSES[0])
    assert len(letters()) == 2


def test_who_wants_no_mails_gets_none(client, kind, entry, amira):
    amira.memberships.update(wants_reminders=False)

    say(client, kind, "weg", ADDRESSES[0])

    assert letters() == []


def test_of_a_resident_s_own_initiative_she_hears_it(client, amira):
    make_initiative(slug="een", organisation=None, created_by=amira)

    say(client, "initiative", "weg", ADDRESSES[0])

    assert [each.to for each in letters()] == [["amira@example.org"]]


# --- Three doubts ---------------------------------------------------------------------


def test_two_doubts_mark_nothing(client, kind, entry, bo):
    say(client, kind, "weg", *ADDRESSES[:2])

    assert "Bezoekers zeggen" not in client.get(PAGES[kind]).content.decode()
    assert waiting(bo, kind) == []


def test_three_doubts_mark_its_page_and_wait_for_staff(client, kind, entry, bo):
    say(client, kind, "weg", *ADDRESSES[:2])
    say(client, kind, "plek", ADDRESSES[2])

    page = client.get(PAGES[kind]).content.decode()
    assert "Bezoekers zeggen: het is er niet meer, het is op een andere plek" in page
    assert waiting(bo, kind) == [entry.pk]


def test_three_times_right_marks_nothing(client, kind, entry, bo):
    say(client, kind, "klopt", *ADDRESSES)

    assert waiting(bo, kind) == []


def test_staff_say_that_it_is_right(client, kind, entry, bo):
    say(client, kind, "weg", *ADDRESSES)
    source = sources()[f"twijfel-{WORDS[kind]}"]

    source.decide(source.find(entry.pk), Asked(do="right", by=bo))

    assert waiting(bo, kind) == []
    assert "Bezoekers zeggen" not in client.get(PAGES[kind]).content.decode()


@pytest.mark.parametrize(("do", "state"), [("close", "closed"), ("hide", "suggested")])
def test_staff_take_it_off_the_site(client, kind, entry, bo, do, state):
    say(client, kind, "weg", *ADDRESSES)
    source = sources()[f"twijfel-{WORDS[kind]}"]

    source.decide(source.find(entry.pk), Asked(do=do, by=bo))

    entry.refresh_from_db()
    assert entry.state == state
    assert waiting(bo, kind) == []


@pytest.mark.parametrize("kind", ["activity", "initiative"], indirect=True)
def test_who_looks_after_it_answers_it_with_one_check(client, kind, entry, amira, bo):
    say(client, kind, "weg", *ADDRESSES)
    still_right(entry, amira)

    assert waiting(bo, kind) == []
    assert doubting.marks(entry) == []


def test_doubts_of_before_the_last_check_do_not_count(bo):
    entry = make_activity(checked_on=date(2026, 11, 20))
    for _ in range(3):
        doubting.say(entry, Said.GONE)

    assert doubting.marks(entry) == []


def test_after_half_a_year_it_is_forgotten(kind, entry, clock):
    doubting.say(entry, Said.GONE)
    clock.shift(timedelta(days=182))

    Remark.forget(date(2027, 5, 21))

    assert not Remark.objects.exists()


# --- In words -------------------------------------------------------------------------


def send(client, page, **answers):
    form = client.get(page).context["form"]
    hidden = {each.html_name: each.value() or "" for each in form.hidden_fields()}
    return client.post(page, {**hidden, **answers})


@pytest.fixture
def at_ease(monkeypatch):
    """Nobody fills in a form in less than two seconds, but a test does."""
    monkeypatch.setattr("common.protect.forms.QUICKEST", -1)


def test_it_can_be_told_in_words(client, kind, entry, at_ease):
    done = send(client, PAGES[kind] + "melden/", reason="other", text="Andere deur")

    assert done.url == f"{PAGES[kind]}bedankt/melding/"
    report = EntryReport.objects.get()
    assert (report.entry, report.text) == (entry, "Andere deur")
    assert "Je melding is binnen" in client.get(done.url).content.decode()


def test_what_is_unsafe_is_urgent_and_rings(client, kind, entry, at_ease, settings):
    settings.ON_DUTY = ["dienst@example.org"]
    done = send(client, PAGES[kind] + "onveilig/", reason="unsafe")

    assert done.url == f"{PAGES[kind]}bedankt/onveilig/"
    assert EntryReport.objects.get().is_urgent
    assert [each.to for each in letters()] == [["dienst@example.org"]]


def test_staff_hide_it_with_one_press_and_take_that_back(kind, entry, bo):
    report = EntryReport.objects.create(**{kind: entry}, reason="improper")
    source = sources()["melding-aanbod"]

    source.decide(source.find(report.pk), Asked(do="hide", by=bo))
    entry.refresh_from_db()
    assert entry.state == State.SUGGESTED
    source.decide(source.find(report.pk), Asked(do="publish", by=bo))
    entry.refresh_from_db()
    assert entry.state == State.PUBLISHED


def test_who_left_an_address_gets_the_answer(kind, entry, bo):
    report = EntryReport.objects.create(
        **{kind: entry}, reason="gone", email="ivo@example.org"
    )
    source = sources()["melding-aanbod"]

    source.decide(source.find(report.pk), Asked("handle", bo, answer="Dank je, Ivo."))

    (letter,) = letters()
    assert letter.to == ["ivo@example.org"]
    assert "Dank je, Ivo." in letter.body
    assert PAGES[kind] in letter.body


# --- In the rows of lists -------------------------------------------------------------

SAID = "Bezoekers zeggen: het is er niet meer, het is op een andere plek"
LISTS = {
    "activity": ["/agenda/", "/agenda/?dag=2026-11-24&periode=dag", "/"],
    "initiative": ["/initiatieven/", "/organisaties/de-huiskamer/"],
    "organisation": ["/organisaties/"],
}
STAFF_LISTS = {kind: f"/beheer/initiatives/{kind}/" for kind in PAGES}


@pytest.fixture
def seen(kind, amira):
    """Of Amira, and in every list of its kind."""
    if kind == "organisation":
        return make_organisation(name="Een", slug="een", owner=amira)
    club = make_organisation(name="De Huiskamer", slug="de-huiskamer", owner=amira)
    return MAKE[kind](name="Een", slug="een", organisation=club)


def doubt(entry, *said):
    for each in said:
        doubting.say(entry, each)


def test_three_doubts_mark_its_row_in_public_lists(client, kind, seen):
    doubt(seen, Said.GONE, Said.GONE)
    for page in LISTS[kind]:
        assert "Bezoekers zeggen" not in client.get(page).content.decode(), page
    doubt(seen, Said.PLACE)
    for page in LISTS[kind]:
        assert SAID in client.get(page).content.decode(), page


def test_three_doubts_mark_its_row_in_the_list_of_staff(kind, seen, bo):
    client = as_(bo)
    doubt(seen, Said.GONE, Said.GONE)
    words = "het is er niet meer, het is op een andere plek"
    assert "het is er niet meer" not in client.get(STAFF_LISTS[kind]).content.decode()
    doubt(seen, Said.PLACE)
    assert words in client.get(STAFF_LISTS[kind]).content.decode()


def test_three_doubts_ask_who_looks_after_it(kind, seen, amira):
    client = as_(amira)
    doubt(seen, Said.GONE, Said.GONE)
    assert "Bezoekers zeggen" not in client.get("/mijn/").content.decode()
    doubt(seen, Said.PLACE)

    page = client.get("/mijn/").content.decode()

    assert page.count(SAID) == 2  # what it asks, and its row
    assert "Klopt het zoals het hier staat?" in page


@pytest.mark.parametrize("kind", ["activity"], indirect=True)
def test_a_check_takes_the_mark_off_its_row(client, kind, seen, amira):
    doubt(seen, Said.TIME, Said.TIME, Said.TIME)
    assert "het is op een andere tijd" in client.get("/agenda/").content.decode()

    still_right(seen, amira)

    assert "het is op een andere tijd" not in client.get("/agenda/").content.decode()


def test_more_doubts_cost_no_more_queries(
    kind, seen, amira, bo, django_assert_max_num_queries
):
    visitors = {"/mijn/": as_(amira), STAFF_LISTS[kind]: as_(bo)}
    pages = {each: visitors.get(each, Client()) for each in LISTS[kind] + [*visitors]}
    doubt(seen, Said.GONE, Said.PLACE, Said.GONE)
    counts = {}
    for page, visitor in pages.items():
        visitor.get(page)
        with django_assert_max_num_queries(60) as asked:
            visitor.get(page)
        counts[page] = len(asked)
    club = {"owner": amira}
    if kind != "organisation":
        club = {"organisation": seen.organisation}
    for number in range(4):
        other = MAKE[kind](name=f"Nog {number}", slug=f"nog-{number}", **club)
        doubt(other, Said.GONE, Said.PLACE, Said.GONE)
    for page, visitor in pages.items():
        visitor.get(page)  # new places make what is remembered of them read anew
        with django_assert_max_num_queries(counts[page]):
            assert visitor.get(page).content.decode().count("er niet meer") >= 2, page
