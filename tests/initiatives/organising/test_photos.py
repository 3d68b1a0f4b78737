"""Photos of initiatives: who may add them, when everyone sees them, what is refused."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from common.history.meanwhile import ChangedMeanwhile
from common.kit.storing import store
from common.moderation.states import State
from common.photos import decisions, pending_uploads
from initiatives.models import InitiativePhoto
from initiatives.organising import photos_and_hosts
from tests.initiatives.views.mine.pages import text_of, trust, typed
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_photo,
)
from tests.kit.pictures import picture, with_exif

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


@pytest.fixture
def table(club):
    return make_initiative(name="Lange tafel", slug="lange-tafel", organisation=club)


@pytest.fixture
def visitor(logged_in, amira):
    return logged_in(amira)


def new_path(initiative) -> str:
    return f"/mijn/initiatief/{initiative.pk}/foto/"


def path_of(photo) -> str:
    return f"/mijn/initiatief/{photo.initiative_id}/foto/{photo.pk}/"


def send(visitor, path, **answers):
    """The form of this page as it is shown, with these answers."""
    form = visitor.get(path).context["form"]
    return visitor.post(path, {**typed(form), **answers})


def add(visitor, initiative, **changes):
    usual = {
        "photo": with_exif(),
        "alt": "Een lange tafel",
        "credit": "Amira",
        "has_people": "False",
    }
    return send(visitor, new_path(initiative), **{**usual, **changes})


def page_of(client, initiative) -> str:
    return text_of(client.get(initiative.get_absolute_url()))


def files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_photo_waits_for_staff_before_anyone_else_sees_it(visitor, table, client):
    answer = add(visitor, table)

    assert answer.url == f"/mijn/initiatief/{table.pk}/"
    photo = InitiativePhoto.objects.get()
    assert photo.state == "waits"
    assert "Een lange tafel" not in page_of(client, table)
    mine = text_of(visitor.get(answer.url))
    assert photo.image.url in mine
    assert "Wij kijken er nog naar." in mine

    decisions.show(InitiativePhoto.objects.all())

    page = page_of(client, table)
    assert 'alt="Een lange tafel"' in page
    assert "Foto: Amira" in page


def test_one_of_a_trusted_organisation_is_on_the_page_at_once(
    visitor, club, table, client
):
    trust(club)
    add(visitor, table)

    assert 'alt="Een lange tafel"' in page_of(client, table)


def test_publishing_the_initiative_publishes_no_photo(visitor, club, client):
    draft = make_initiative(organisation=club, state=State.SUGGESTED)
    add(visitor, draft)
    draft.state = State.PUBLISHED
    store(draft)

    assert "Een lange tafel" not in page_of(client, draft)


def test_where_it_was_taken_and_with_what_is_erased(visitor, table):
    add(visitor, table)
    photo = InitiativePhoto.objects.get()

    with Image.open(photo.image.path) as image:
        assert image.format == "JPEG"
        assert not image.getexif()
    assert b"Telefoon van Jan" not in Path(photo.image.path).read_bytes()
    assert photo.image.name.startswith("mensen/")
    assert "telefoon" not in photo.image.name


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_telephones_send_is_taken(visitor, table, kind):
    add(visitor, table, photo=picture(kind=kind))

    assert InitiativePhoto.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"photo": SimpleUploadedFile("a.jpg", b"geen plaatje")}, "geen foto"),
        ({"photo": SimpleUploadedFile("a.svg", b"<svg onload='x'/>")}, "geen foto"),
        ({"photo": SimpleUploadedFile("a.gif", b"GIF89a")}, "geen foto"),
        ({"photo": ""}, "Kies een foto"),
        ({"alt": ""}, "verplicht"),
        ({"credit": " \u200b "}, "verplicht"),
        ({"has_people": ""}, "herkenbaar"),
        ({"has_people": "misschien"}, "misschien"),
        ({"has_people": "True"}, "sinds wanneer"),
        ({"has_people": "True", "people_agreed_on": "2026-11-24"}, "moet nog komen"),
        ({"has_people": "True", "people_agreed_on": "gisteren"}, "datum"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(visitor, table, wrong, words):
    answer = add(visitor, table, **wrong)

    assert answer.status_code == 200
    assert words.lower() in text_of(answer).lower()
    assert not InitiativePhoto.objects.exists()
    form = answer.context["form"]
    for name in {"alt", "credit"} - set(wrong):
        assert form[name].value() in {"Een lange tafel", "Amira"}


def test_the_photo_is_kept_while_something_else_is_wrong(visitor, table):
    answer = add(visitor, table, alt="")
    assert "We hebben je foto" in text_of(answer)
    ticket = answer.context["form"]["ticket"].value()
    assert pending_uploads.find(ticket)

    again = {**typed(answer.context["form"]), "alt": "Een tafel", "has_people": "False"}
    again.pop("photo", None)
    assert visitor.post(new_path(table), again).status_code == 302

    assert InitiativePhoto.objects.get().alt == "Een tafel"
    assert pending_uploads.find(ticket) is None


def test_the_photo_that_is_kept_can_be_left_out_after_all(visitor, table):
    answer = add(visitor, table, alt="")
    again = {**typed(answer.context["form"]), "alt": "Een tafel", "no_photo": "on"}

    answer = visitor.post(new_path(table), {**again, "photo": ""})

    assert "Kies een foto" in text_of(answer)


def test_of_people_only_with_the_day_since_when_they_agree(visitor, club, table):
    trust(club)
    add(visitor, table, has_people="True", people_agreed_on="2026-11-20")

    photo = InitiativePhoto.objects.get()
    assert (photo.has_people, photo.people_agreed_on) == (True, date(2026, 11, 20))


def test_a_day_is_not_kept_for_a_photo_without_people(visitor, table):
    add(visitor, table, has_people="False", people_agreed_on="2026-11-20")

    assert InitiativePhoto.objects.get().people_agreed_on is None


def test_the_database_refuses_people_who_did_not_agree(table):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_photo(table, has_people=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_photo(table, has_people=None)


@pytest.mark.parametrize("empty", ["alt", "credit"])
def test_the_database_refuses_a_photo_without_words_or_maker(table, empty):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_photo(table, **{empty: ""})


def test_people_who_agree_from_tomorrow_on_are_not_shown_today(
    client, table, time_machine
):
    make_photo(table, has_people=True, people_agreed_on=date(2026, 11, 24))
    assert "Een lange tafel" not in page_of(client, table)

    time_machine.move_to("2026-11-24 00:10+01:00")

    assert "Een lange tafel" in page_of(client, table)


def test_a_change_takes_it_off_the_page_until_staff_looked(visitor, table, client):
    photo = make_photo(table)
    assert "gaat het van de pagina" in text_of(visitor.get(path_of(photo)))

    send(visitor, path_of(photo), alt="Koop nu mijn tafel")

    photo.refresh_from_db()
    assert photo.state == "waits"
    page = page_of(client, table)
    assert "Koop nu" not in page
    assert photo.image.url not in page


def test_saving_without_a_change_leaves_it_on_the_page(visitor, table):
    photo = make_photo(table)

    send(visitor, path_of(photo))

    photo.refresh_from_db()
    assert photo.state == "shown"


def test_another_picture_replaces_the_file(
    visitor, table, settings, django_capture_on_commit_callbacks
):
    photo = make_photo(table)
    old = photo.image.path

    send(visitor, path_of(photo), photo=picture((60, 30)))

    photo.refresh_from_db()
    assert (photo.width, photo.height) == (60, 30)
    assert not Path(old).exists()
    assert files(settings) == [Path(photo.image.path)]


@pytest.mark.parametrize("way", ["page", "row", "list", "initiative"])
def test_a_photo_that_goes_takes_its_file_along(
    visitor, table, settings, way, django_capture_on_commit_callbacks
):
    photo = make_photo(table)
    assert files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        if way == "page":
            visitor.post(f"{path_of(photo)}weg/")
        elif way == "row":
            photo.delete()
        elif way == "list":
            InitiativePhoto.objects.all().delete()
        else:
            table.delete()

    assert not InitiativePhoto.objects.exists()
    assert not files(settings)


def test_there_are_six_at_most(visitor, table):
    for _number in range(photos_and_hosts.MOST):
        make_photo(table)

    assert "Foto toevoegen" not in text_of(visitor.get(f"/mijn/initiatief/{table.pk}/"))
    answer = add(visitor, table)

    assert "Er zijn er al zes" in text_of(answer)
    assert InitiativePhoto.objects.count() == photos_and_hosts.MOST


def test_what_a_colleague_changed_meanwhile_is_seen_first(visitor, table):
    photo = make_photo(table)
    form = typed(visitor.get(path_of(photo)).context["form"])
    photo.alt = "Een ronde tafel"
    store(photo)

    answer = visitor.post(path_of(photo), {**form, "credit": "Bo"})

    assert "Iemand anders" in text_of(answer)
    assert answer.context["form"]["credit"].value() == "Bo"
    photo.refresh_from_db()
    assert (photo.alt, photo.credit) == ("Een ronde tafel", "Amira")


def test_who_comes_second_inside_one_moment_is_refused_too(table, amira):
    photo = make_photo(table)
    first, second = (InitiativePhoto.objects.get(pk=photo.pk) for _each in range(2))
    photos_and_hosts.keep(first, amira)

    with pytest.raises(ChangedMeanwhile):
        photos_and_hosts.keep(second, amira)


def test_a_photo_of_another_initiative_is_not_there(visitor, club, table):
    photo = make_photo(make_initiative(organisation=club))

    path = f"/mijn/initiatief/{table.pk}/foto/{photo.pk}/"
    assert visitor.get(path).status_code == 404
    assert visitor.post(f"{path}weg/").status_code == 404
    assert InitiativePhoto.objects.exists()


def test_what_an_organisation_adds_goes_by_the_limit_for_photos(
    visitor, table, settings
):
    settings.PUBLIC_FORM_LIMITS = {**settings.PUBLIC_FORM_LIMITS, "photo": 0}

    answer = add(visitor, table)

    assert "veel foto" in text_of(answer)
    assert answer.context["form"]["alt"].value() == "Een lange tafel"


def test_caches_do_not_keep_what_must_be_able_to_disappear(client, table):
    photo = make_photo(table)

    response = client.get(photo.image.url)

    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    response.close()


def test_six_photos_and_hosts_cost_as_many_queries_as_one(
    client, table, django_assert_num_queries
):
    make_photo(table)
    with django_assert_num_queries(9):
        client.get(table.get_absolute_url())
    for _number in range(4):
        make_photo(table)

    with django_assert_num_queries(9):
        client.get(table.get_absolute_url())


def test_photos_stand_in_no_list(client, table):
    photo = make_photo(table)
    make_activity(initiative=table, organisation=table.organisation)

    for path in ["/initiatieven/", "/organisaties/de-huiskamer/", "/agenda/", "/"]:
        assert photo.image.name not in text_of(client.get(path))
