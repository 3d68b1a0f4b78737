"""A host sees what she agreed to, on a page of her own without an account, and takes
each of it back with a button: it is gone at once from the page, history, versions and
files. She gives it anew there too."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from desks.days import away, reminding
from desks.days.reminding import face_of
from desks.models import DeskHost
from initiatives.facts import tokens
from tests.desks.conftest import TUESDAY
from tests.desks.days.test_standing_in import link_to
from tests.kit.factories import make_desk_host, make_user
from tests.kit.letters import letters
from tests.kit.pictures import picture
from tests.kit.staffpages import as_

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE, SINCE = "/ontmoetingsloket/tafel/", date(2026, 11, 2)


@pytest.fixture
def zon(desk):
    return make_desk_host(
        desk, first_name="Zonnetje", name_consent_on=SINCE, languages=["fa"],
        languages_consent_on=SINCE, photo=picture(), photo_consent_on=SINCE,
        email="zon@example.org",
    )  # fmt: skip


def text(client, path) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def files(settings) -> list[Path]:
    return [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]


def test_she_sees_what_she_agreed_to_and_since_when(client, zon):
    page = text(client, face_of(zon))

    assert "Zonnetje" in page
    assert "farsi" in page.lower()
    assert page.count("2 november 2026") == 3
    assert page.count('value="take-back"') == 3


def test_opening_the_page_changes_nothing(client, zon):
    before = DeskHost.objects.values().get()

    client.get(face_of(zon), {"do": "take-back", "what": "first_name"})

    assert DeskHost.objects.values().get() == before


@pytest.mark.parametrize("what", ["first_name", "languages", "photo"])
def test_she_takes_one_back_and_the_others_stay(client, zon, what):
    consents = {
        "first_name": "name_consent_on",
        "languages": "languages_consent_on",
        "photo": "photo_consent_on",
    }

    answer = client.post(face_of(zon), {"do": "take-back", "what": what})

    assert answer.status_code == 302
    zon.refresh_from_db()
    for name, consent in consents.items():
        assert bool(getattr(zon, name)) == (name != what)
        assert (getattr(zon, consent) is None) == (name == what)
    assert zon.state == zon.State.SHOWN


def test_it_is_gone_from_pages_history_versions_and_files(
    client, zon, settings, django_capture_on_commit_callbacks
):
    assert "Zonnetje" in text(client, PAGE)
    assert files(settings)

    with django_capture_on_commit_callbacks(execute=True):
        for what in ("first_name", "languages", "photo"):
            client.post(face_of(zon), {"do": "take-back", "what": what})

    assert "Zonnetje" not in text(client, face_of(zon))
    for path in (PAGE, "/ontmoetingsloket/"):
        page = text(client, path)
        assert "Zonnetje" not in page
        assert "Spreekt Farsi" not in page
        assert "Farsi." not in page
    assert not files(settings)
    kept = str([*DeskHost.objects.values(), *DeskHost.history.values()])
    assert "Zonnetje" not in kept
    assert "'fa'" not in kept


def test_pressed_twice_is_as_good_as_once(client, zon):
    for _number in range(2):
        answer = client.post(face_of(zon), {"do": "take-back", "what": "first_name"})
        assert answer.status_code == 302


@pytest.mark.parametrize("what", ["email", "title", "state", ""])
def test_nothing_else_is_taken_away_so(client, zon, what):
    before = DeskHost.objects.values().get()

    client.post(face_of(zon), {"do": "take-back", "what": what})

    assert DeskHost.objects.values().get() == before


def give(client, host, **typed):
    form = client.get(face_of(host)).context["form"]
    hidden = {each.html_name: each.value() or "" for each in form.hidden_fields()}
    return client.post(face_of(host), {**hidden, "do": "give", **typed})


def test_she_gives_a_name_anew_and_staff_look_first(client, zon):
    client.post(face_of(zon), {"do": "take-back", "what": "first_name"})
    kept = {"languages": ["fa"], "languages_agreed": "on", "photo_agreed": "on"}

    answer = give(client, zon, first_name="Maan", name_agreed="on", **kept)

    assert answer.status_code == 302
    zon.refresh_from_db()
    assert (zon.first_name, zon.name_consent_on) == ("Maan", date(2026, 11, 9))
    assert zon.languages_consent_on == SINCE
    assert zon.state == zon.State.WAITS
    assert "Maan" not in text(client, PAGE)


def test_of_whom_staff_trust_it_stands_there_at_once(client, zon):
    zon.desk.activity.organisation.is_trusted = True
    zon.desk.activity.organisation.save()

    give(client, zon, first_name="Maan", name_agreed="on")

    assert "Maan" in text(client, PAGE)


def test_a_name_without_a_yes_is_not_kept(client, zon):
    answer = give(client, zon, first_name="Maan")

    assert answer.status_code == 200
    assert answer.context["form"].errors["first_name"]
    zon.refresh_from_db()
    assert zon.first_name == "Zonnetje"


def test_who_agreed_long_ago_says_yes_again_with_a_button(client, zon):
    DeskHost.objects.update(name_consent_on=date(2024, 11, 1))
    page = text(client, face_of(zon))
    assert "meer dan twee jaar geleden" in page
    assert page.count('value="again"') == 1

    client.post(face_of(zon), {"do": "again", "what": "first_name"})

    zon.refresh_from_db()
    assert zon.name_consent_on == date(2026, 11, 9)
    assert "Zonnetje" in text(client, PAGE)


def test_there_is_no_yes_to_what_is_gone(client, zon):
    client.post(face_of(zon), {"do": "take-back", "what": "first_name"})

    client.post(face_of(zon), {"do": "again", "what": "first_name"})

    zon.refresh_from_db()
    assert zon.name_consent_on is None


def test_she_gets_there_from_her_mail_her_day_and_her_own_pages(client, zon):
    karim = make_desk_host(zon.desk, email="karim@example.org")
    row = zon.desk.activity.occurrences.get(rule_date=TUESDAY)
    assert face_of(zon) in text(client, reminding.path_of(zon, row))
    reminding.remind(timezone.now())
    [letter] = letters()
    assert face_of(zon) in letter.body
    zon.user = make_user()
    zon.save()
    page = as_(zon.user).get("/mijn/").content.decode()
    assert face_of(zon) in page
    away.cannot_come(zon, TUESDAY)
    assert face_of(karim) in text(client, link_to(karim.email))


@pytest.mark.parametrize("of", ["nobody", "another page"])
def test_a_link_that_is_no_ones_opens_nothing(client, zon, of):
    wrong = {
        "nobody": tokens.make("desk-face", 999),
        "another page": tokens.make("desk-host", zon.pk, TUESDAY),
    }

    assert client.get(f"/jouw-gezicht/{wrong[of]}/").status_code == 404


def test_who_is_no_host_any_more_has_no_page(client, zon):
    path = face_of(zon)
    zon.delete()

    assert client.get(path).status_code == 404
