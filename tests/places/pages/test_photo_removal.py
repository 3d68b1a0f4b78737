"""Photos of places: what everyone sees of them, and "Sta jij hierop?"."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from common.history import bin
from common.kit.storing import store
from common.moderation.states import State
from common.moderation.undoing import decisions as undoing
from common.moderation.undoing.models import Undoable
from common.photos import decisions
from ontmoeten.accounts.roles import EDITOR
from places.models import Photo, PlacePhotoRemoval
from tests.kit.factories import make_place, make_place_photo, make_staff, make_user
from tests.kit.pictures import picture
from tests.places.staff.test_admin import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]

PAGE = "/plekken/bank/"
THANKS = f"{PAGE}foto-verborgen/"
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _friday(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to("2026-11-20 12:00+01:00", tick=False)


@pytest.fixture
def place():
    return make_place(slug="bank", name="Bank")


@pytest.fixture
def photo(place):
    return make_place_photo(
        place, alt="Jan op een bank", has_people=True, people_agreed_on=TODAY
    )


def form_path(photo, slug="bank") -> str:
    return f"/plekken/{slug}/foto/{photo.pk}/sta-jij-hierop/"


@pytest.fixture
def ask(client, time_machine):
    def asked(photo, **answers):
        opened = client.get(form_path(photo)).context["form"].initial["opened"]
        time_machine.shift(10)
        return client.post(form_path(photo), {"opened": opened, **answers})

    return asked


def page_of(client) -> str:
    return client.get(PAGE).content.decode()


def test_one_press_takes_a_photo_off_the_page_and_from_where_it_was(
    client, ask, photo, django_capture_on_commit_callbacks
):
    url = photo.image.url
    assert form_path(photo) in page_of(client)

    with django_capture_on_commit_callbacks(execute=True):
        answer = ask(photo, email="Jan@example.org")

    assert answer.url == THANKS
    assert client.get(THANKS).status_code == 200
    assert photo.alt not in page_of(client)
    assert client.get(url).status_code == 404
    removal = PlacePhotoRemoval.objects.get()
    assert (removal.photo, removal.place, removal.email) == (
        photo, photo.place, "jan@example.org",
    )  # fmt: skip


def test_looking_at_the_form_hides_nothing(client, photo):
    assert "Sta jij op deze foto?" in client.get(form_path(photo)).content.decode()

    photo.refresh_from_db()
    assert photo.state == "shown"


@pytest.mark.parametrize("state", ["waits", "hidden"])
def test_what_nobody_sees_is_on_no_page_and_has_no_form(client, place, state):
    photo = make_place_photo(place, state=state)

    assert photo.image.url not in page_of(client)
    assert client.get(form_path(photo)).status_code == 404
    assert client.post(form_path(photo), {"opened": "x"}).status_code == 404


def test_a_photo_of_another_place_or_one_that_left_the_site_is_not_found(client, photo):
    make_place(slug="anders")
    assert client.get(form_path(photo, "anders")).status_code == 404

    photo.place.state = State.CLOSED
    store(photo.place)

    assert client.get(form_path(photo)).status_code == 404


def test_people_who_agree_from_tomorrow_are_seen_tomorrow(client, place, time_machine):
    photo = make_place_photo(
        place, has_people=True, people_agreed_on=date(2026, 11, 21)
    )
    assert photo.image.url not in page_of(client)

    time_machine.shift(24 * 3600)

    assert photo.image.url in page_of(client)


def test_no_cache_keeps_a_photo_without_asking_anew(client, photo):
    response = client.get(photo.image.url)

    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    response.close()


def test_the_address_of_who_asked_is_erased_in_time(client, ask, photo, time_machine):
    ask(photo, email="jan@example.org")

    time_machine.move_to("2027-02-19 12:00+01:00")
    call_command("do_periodic")

    assert PlacePhotoRemoval.objects.get().email == ""


def test_a_place_in_the_bin_leaves_no_address_of_a_photo(
    photo, django_capture_on_commit_callbacks
):
    before = photo.image.path

    with django_capture_on_commit_callbacks(execute=True):
        bin.throw_away(photo.place, None)

    photo.refresh_from_db()
    assert not Path(before).exists()
    assert Path(photo.image.path).exists()


# Staff


@pytest.fixture
def staff(client):
    person = make_staff()
    client.force_login(person)
    return person


@pytest.fixture
def editor(client):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=EDITOR))
    client.force_login(person)
    return person


def decide(client, kind, thing, do):
    address = reverse("queue-item", args=[kind, thing.pk])
    seen = client.get(address).context["form"].initial["seen"]
    return client.post(address, {"seen": seen, "do": do})


def test_staff_erase_what_was_asked_away(client, staff, photo):
    removal = decisions.ask_to_remove(photo, "")

    decide(client, "plekfoto-weg", removal, "erase")
    undoing.carry_out(Undoable.objects.get().until)

    assert not Photo.objects.exists()
    removal.refresh_from_db()
    assert removal.handled_by == staff


def test_what_was_asked_away_is_not_shown_from_the_list(client, staff, photo):
    decisions.ask_to_remove(photo, "")

    chosen = {"action": "show", "sure": 1, "_selected_action": [photo.pk]}
    client.post("/beheer/places/photo/", chosen)

    photo.refresh_from_db()
    assert photo.state == "hidden"


def test_a_photo_is_decided_about_with_the_place_that_was_suggested(client, staff):
    place = make_place(slug="bank", state=State.SUGGESTED)
    photo = make_place_photo(place, state="waits")
    queue = client.get(reverse("queue")).content.decode()
    assert "/plek/" in queue
    assert "/plekfoto/" not in queue

    decide(client, "plek", place, "publish")

    assert photo.image.url in page_of(client)


def test_a_place_is_published_without_its_photo(client, staff):
    place = make_place(slug="bank", state=State.SUGGESTED)
    photo = make_place_photo(place, state="waits", alt="Iemand")

    decide(client, "plek", place, "without-photo")

    assert "Iemand" not in page_of(client)
    photo.refresh_from_db()
    assert photo.state == "hidden"


def test_a_decision_about_a_photo_can_be_taken_back(client, staff, place):
    photo = make_place_photo(place, state="waits")
    after = decide(client, "plekfoto", photo, "hide")
    assert "is verborgen" in client.get(after.url).content.decode()

    client.post(reverse("queue-undo", args=[Undoable.objects.get().pk]))

    photo.refresh_from_db()
    assert photo.state == "waits"


def below(client, place, **answers):
    """The page of a place as staff send it, with a photo added below it."""
    path = f"/beheer/places/place/{place.pk}/change/"
    photo = {
        "photos-TOTAL_FORMS": 1, "photos-0-place": place.pk,
        "photos-0-image": picture(), "photos-0-alt": "Een bank",
        "photos-0-credit": "Bo", "photos-0-has_people": "False", "photos-0-order": 0,
    }  # fmt: skip
    return client.post(path, form_of(client, path) | photo | answers)


def test_what_a_moderator_adds_is_for_everyone_at_once(client, staff, place):
    answer = below(client, place)

    assert answer.status_code == 302
    assert place.photos.get().state == "shown"


def test_what_an_editor_adds_waits(client, editor, place):
    assert below(client, place).status_code == 302

    assert place.photos.get().state == "waits"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"photos-0-has_people": "True"}, "sinds welke dag"),
        ({"photos-0-has_people": ""}, "verplicht"),
        ({"photos-0-credit": ""}, "verplicht"),
        ({"photos-0-alt": ""}, "verplicht"),
    ],
)
def test_staff_are_refused_in_words(client, staff, place, wrong, words):
    answer = below(client, place, **wrong)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Photo.objects.exists()


def test_editors_do_not_decide_about_photos(client, editor, place):
    photo = make_place_photo(place, state="waits")

    chosen = {"action": "show", "sure": 1, "_selected_action": [photo.pk]}
    client.post("/beheer/places/photo/", chosen)

    photo.refresh_from_db()
    assert photo.state == "waits"
