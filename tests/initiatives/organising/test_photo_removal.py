""" "Sta jij hierop?": one request, and the photo is off the site at once."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from common.kit.storing import store
from common.moderation.undoing import decisions as undoing
from common.photos import decisions
from initiatives.models import Host, InitiativePhoto, PhotoRemoval
from tests.initiatives.organising.test_photos import files, page_of, path_of, send
from tests.initiatives.views.mine.pages import text_of, trust
from tests.kit.factories import (
    make_host,
    make_initiative,
    make_photo,
    make_staff,
)
from tests.kit.pictures import picture

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("no_hurry"),
    pytest.mark.both("locks"),
]

TODAY = date(2026, 11, 23)
THANKS = "/initiatieven/lange-tafel/foto-verborgen/"


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


@pytest.fixture
def table(club):
    return make_initiative(name="Lange tafel", slug="lange-tafel", organisation=club)


@pytest.fixture
def photo(table):
    return make_photo(table, has_people=True, people_agreed_on=TODAY)


@pytest.fixture
def host(table):
    return make_host(table, photo=picture(), photo_consent_on=TODAY)


@pytest.fixture
def staff(client):
    person = make_staff()
    client.force_login(person)
    return person


def form_path(thing) -> str:
    what = "gezicht" if isinstance(thing, Host) else "foto"
    return f"/initiatieven/lange-tafel/{what}/{thing.pk}/sta-jij-hierop/"


def ask(visitor, thing, **answers):
    path = form_path(thing)
    form = visitor.get(path).context["form"]
    return visitor.post(path, {"opened": form.initial["opened"], **answers})


def test_the_page_of_the_initiative_leads_there(client, table, photo, host):
    page = page_of(client, table)

    assert form_path(photo) in page
    assert form_path(host) in page


def test_one_press_takes_a_photo_off_the_page(visitor, client, table, photo):
    assert photo.alt in page_of(client, table)

    assert ask(visitor, photo).url == THANKS

    photo.refresh_from_db()
    assert photo.state == "hidden"
    assert photo.alt not in page_of(client, table)
    assert "van de site" in text_of(client.get(THANKS))
    removal = PhotoRemoval.objects.get()
    assert (removal.photo, removal.email, removal.handled_at) == (photo, "", None)


def test_who_kept_the_address_of_the_picture_has_nothing(
    visitor, client, photo, settings
):
    url = photo.image.url
    ask(visitor, photo)

    assert client.get(url).status_code == 404
    photo.refresh_from_db()
    assert photo.image.url != url
    assert files(settings) == [Path(photo.image.path)]


def test_looking_at_the_form_hides_nothing(visitor, photo):
    assert "Sta jij op deze foto?" in text_of(visitor.get(form_path(photo)))

    photo.refresh_from_db()
    assert photo.state == "shown"


def test_the_photo_of_a_host_hides_the_host(visitor, client, table, host):
    url = host.photo.url

    ask(visitor, host)

    host.refresh_from_db()
    assert host.state == "hidden"
    assert "gastvrouw" not in page_of(client, table)
    assert client.get(url).status_code == 404


def test_an_organisation_that_is_trusted_does_not_bring_it_back(
    visitor, logged_in, amira, table, photo, client
):
    trust(table.organisation)
    ask(visitor, photo)
    mine = logged_in(amira)
    assert "Iemand vroeg" in text_of(mine.get(path_of(photo)))

    send(mine, path_of(photo), alt="Een andere tafel")

    photo.refresh_from_db()
    assert photo.state == "hidden"
    assert "Een andere tafel" not in page_of(client, table)


def test_two_who_are_on_it_both_ask(visitors, photo):
    first, second = visitors(), visitors()
    path = form_path(photo)
    opened = [
        each.get(path).context["form"].initial["opened"] for each in (first, second)
    ]
    first.post(path, {"opened": opened[0]})

    answer = second.post(path, {"opened": opened[1], "email": "bo@example.org"})

    assert answer.url == THANKS
    assert PhotoRemoval.objects.count() == 2


def test_pressing_twice_asks_once(visitor, photo):
    path = form_path(photo)
    opened = visitor.get(path).context["form"].initial["opened"]
    for _time in range(2):
        assert visitor.post(path, {"opened": opened}).url == THANKS

    assert PhotoRemoval.objects.count() == 1


@pytest.mark.parametrize("state", ["waits", "hidden"])
def test_what_nobody_sees_has_no_form(client, table, state):
    photo = make_photo(table, state=state)

    assert client.get(form_path(photo)).status_code == 404
    assert client.post(form_path(photo), {"opened": "x"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["iets/1", "foto/999999", "gezicht/1", "foto/999999999999999999999"]
)
def test_what_is_not_there_is_not_found(client, table, path):
    answer = client.get(f"/initiatieven/lange-tafel/{path}/sta-jij-hierop/")

    assert answer.status_code == 404


def test_a_photo_of_another_initiative_is_not_found(client, table, photo):
    make_initiative(slug="anders")

    answer = client.get(f"/initiatieven/anders/foto/{photo.pk}/sta-jij-hierop/")

    assert answer.status_code == 404


def test_a_form_that_was_opened_for_one_photo_hides_no_other(visitor, table, photo):
    other = make_photo(table)
    opened = visitor.get(form_path(other)).context["form"].initial["opened"]

    answer = visitor.post(form_path(photo), {"opened": opened})

    assert answer.status_code == 200
    photo.refresh_from_db()
    assert photo.state == "shown"


def test_a_program_that_fills_in_everything_hides_nothing(visitor, photo):
    answer = ask(visitor, photo, homepage="https://spam.example")

    assert "druk nog eens op de knop" in answer.content.decode()

    photo.refresh_from_db()
    assert photo.state == "shown"


def test_the_hour_is_full_and_says_to_call(visitor, photo, settings):
    settings.PUBLIC_FORM_LIMITS = {**settings.PUBLIC_FORM_LIMITS, "removal": 0}

    answer = ask(visitor, photo, email="bo@example.org")

    assert "bel ons" in text_of(answer)
    assert answer.context["form"]["email"].value() == "bo@example.org"
    photo.refresh_from_db()
    assert photo.state == "shown"


def test_an_address_that_is_none_hides_nothing_yet_and_stays(visitor, photo):
    answer = ask(visitor, photo, email="bo@")

    assert answer.status_code == 200
    assert answer.context["form"]["email"].value() == "bo@"


def test_the_address_is_erased_after_ninety_days(visitor, photo, time_machine):
    ask(visitor, photo, email="Bo@Example.org")
    removal = PhotoRemoval.objects.get()
    assert (removal.email, removal.forget_on) == (
        "bo@example.org", TODAY + timedelta(days=90),
    )  # fmt: skip
    assert PhotoRemoval.objects.all().forget(TODAY + timedelta(days=89)) == 0

    time_machine.move_to("2027-02-21 12:00+01:00")
    call_command("do_periodic")

    removal.refresh_from_db()
    assert removal.email == ""


def test_and_thirty_days_after_it_was_handled(visitor, photo, staff):
    ask(visitor, photo, email="bo@example.org")
    decisions.grant(PhotoRemoval.objects.all(), staff)

    assert PhotoRemoval.objects.get().forget_on == TODAY + timedelta(days=30)


LIST = "/beheer/initiatives/photoremoval/"


def act(client, action, *rows, path=LIST):
    """What staff choose in a list."""
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(path, {**chosen, "sure": 1}, follow=True)


def no_more_undoing(time_machine):
    """So much later that nobody can take back what staff decided."""
    time_machine.shift(timedelta(minutes=16))
    undoing.carry_out(timezone.now())


def test_staff_see_the_request_and_erase_the_photo_for_good(
    visitor,
    client,
    staff,
    photo,
    settings,
    django_capture_on_commit_callbacks,
    time_machine,
):
    ask(visitor, photo, email="bo@example.org")
    photo.refresh_from_db()
    page = client.get(LIST).content.decode()
    assert "Lange tafel" in page
    assert photo.image.url in page
    assert "bo@example.org" in page

    with django_capture_on_commit_callbacks(execute=True):
        answer = act(client, "remove_for_good", PhotoRemoval.objects.get())
        assert InitiativePhoto.objects.exists()
        no_more_undoing(time_machine)

    assert "Afgehandelde verzoeken: 1. De foto’s zijn van de site." in text_of(answer)
    assert not InitiativePhoto.objects.exists()
    assert not files(settings)
    assert PhotoRemoval.objects.get().handled_by == staff


def test_two_requests_about_one_photo_are_handled_together(
    visitors, client, staff, photo, time_machine
):
    decisions.ask_to_remove(photo, "")
    decisions.ask_to_remove(photo, "")

    act(client, "remove_for_good", *PhotoRemoval.objects.all())
    no_more_undoing(time_machine)

    assert not PhotoRemoval.objects.open().exists()
    assert not InitiativePhoto.objects.exists()


def test_of_a_host_staff_erase_only_the_photo(
    client, staff, host, settings, time_machine
):
    host.first_name, host.name_consent_on = "Wilma", TODAY
    store(host)
    decisions.ask_to_remove(host, "")

    act(client, "remove_for_good", PhotoRemoval.objects.get())
    no_more_undoing(time_machine)

    host.refresh_from_db()
    assert (host.first_name, host.photo.name, host.photo_consent_on) == (
        "Wilma", "", None,
    )  # fmt: skip
    assert host.state == "hidden"


def test_staff_put_back_what_was_a_mistake(visitor, client, staff, table, photo):
    ask(visitor, photo)

    act(client, "leave_as_it_was", PhotoRemoval.objects.get())

    assert photo.alt in page_of(client, table)
    assert not PhotoRemoval.objects.open().exists()


def test_what_someone_else_asked_too_is_not_put_back(client, staff, photo):
    first = decisions.ask_to_remove(photo, "")
    decisions.ask_to_remove(photo, "bo@example.org")

    act(client, "leave_as_it_was", first)

    photo.refresh_from_db()
    assert photo.state == "hidden"
