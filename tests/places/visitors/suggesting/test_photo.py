"""A photo that comes along with a suggestion, and survives a refusal of it."""

import os
import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from common.photos import pending_uploads
from places.models import Photo, Place
from tests.kit.pictures import picture, with_exif
from tests.places.visitors.suggesting.form import PATH, PHOTO, errors, is_stored

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# The photo


def test_a_photo_comes_along_bare_and_with_words(send):
    send(name="Bank", photo=with_exif())

    photo = Photo.objects.get()
    assert (photo.alt, photo.credit, photo.has_people) == ("Een bank", "Jo", False)
    assert photo.state == "waits"
    assert (photo.width, photo.height) == (20, 40)  # upright: its EXIF was read
    assert b"Telefoon van Jan" not in Path(photo.image.path).read_bytes()


def test_a_photo_of_people_comes_with_the_day_on_which_they_agreed(send):
    assert is_stored(send(photo=picture(), photo_people="akkoord"))

    photo = Photo.objects.get()
    assert (photo.has_people, photo.people_agreed_on) == (True, date(2026, 11, 20))


@pytest.mark.parametrize("question", PHOTO)
def test_with_a_photo_each_question_about_it_must_be_answered(send, question):
    asked = send(name="Bank", photo=picture(), **{question: ""})

    assert errors(asked).keys() == {question}
    assert "We hebben je foto" in asked.content.decode()
    assert not Place.objects.exists()
    assert is_stored(send(asked, name="Bank"))
    assert Photo.objects.count() == 1


def test_without_a_photo_nothing_is_asked_about_it(client, send):
    nothing = dict.fromkeys(PHOTO, "")

    assert "data-about-photo" in (page := client.get(PATH).content.decode())
    assert re.search(r"data-about-photo=[^>]* hidden>", page)
    assert is_stored(send(**nothing))


def test_an_answer_that_is_none_of_the_two_is_refused(send):
    asked = send(photo=picture(), photo_people="nee")

    assert errors(asked).keys() == {"photo_people"}


def test_a_photo_survives_a_refusal_without_its_exif(client, send, settings):
    refused = send(kind="", name="Bank", photo=with_exif())

    assert "We hebben je foto" in refused.content.decode()
    (kept,) = (settings.DATA_DIR / "waiting").iterdir()
    assert b"Telefoon van Jan" not in kept.read_bytes()
    assert is_stored(send(refused, name="Bank"))
    assert Photo.objects.count() == 1


def test_a_kept_photo_can_be_left_out_after_all(send, settings):
    refused = send(kind="", photo=picture())

    assert is_stored(send(refused, no_photo="on"))
    assert not Photo.objects.exists()
    assert not list((settings.DATA_DIR / "waiting").iterdir())


def test_another_photo_takes_the_place_of_the_kept_one(send, settings):
    refused = send(kind="", photo=picture((40, 20)))

    again = send(refused, kind="", photo=picture((30, 30)))

    assert len(list((settings.DATA_DIR / "waiting").iterdir())) == 1
    send(again)
    assert Photo.objects.get().width == 30


def test_what_is_no_photo_is_refused_and_the_rest_is_kept(send):
    file = picture()
    file.name = "boze.svg"
    file.file.seek(0)
    file.file.write(b"<svg onload='x'/>")
    file.file.seek(0)

    response = send(name="Bank", photo=file)

    assert errors(response).keys() == {"photo"}
    assert 'value="Bank"' in response.content.decode()
    assert not Place.objects.exists()


@pytest.mark.parametrize("ticket", ["../../etc/passwd", "abc:def:ghi", "\0"])
def test_a_made_up_ticket_opens_nothing(send, ticket):
    assert pending_uploads.find(ticket) is None
    response = send(ticket=ticket)

    assert not Photo.objects.exists()
    assert response.status_code in {200, 302}


def test_a_photo_that_nobody_sent_is_erased_after_a_day(send, settings, time_machine):
    refused = send(kind="", photo=picture())
    (kept,) = (settings.DATA_DIR / "waiting").iterdir()
    os.utime(kept, (time.time(), time.time()))
    time_machine.shift(timedelta(hours=23))
    assert pending_uploads.forget_old() == 0
    time_machine.shift(timedelta(hours=2))

    assert (pending_uploads.forget_old(), pending_uploads.forget_old()) == (1, 0)
    again = send(refused)
    assert "We hebben je foto niet meer" in again.content.decode()
