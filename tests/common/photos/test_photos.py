import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from common.photos import decisions
from common.photos.files import LONGEST_SIDE, clean_photo, validate_photo
from places.models import Photo
from tests.kit.factories import make_place, make_place_photo
from tests.kit.pictures import picture, with_exif

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_camera_owner_and_position_are_gone():
    kept = make_place_photo(make_place(), image=with_exif())

    with Image.open(kept.image.path) as image:
        assert not image.getexif()
        assert image.info.keys() <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
        } | {
            "progressive",
            "progression",
        }
    assert b"Telefoon van Jan" not in Path(kept.image.path).read_bytes()


def test_a_picture_taken_sideways_stands_upright():
    kept = make_place_photo(make_place(), image=with_exif())

    assert (kept.width, kept.height) == (20, 40)


def test_a_large_picture_becomes_small_enough_to_send():
    with Image.open(clean_photo(picture((4000, 1000)))) as image:
        assert image.size == (LONGEST_SIDE, 400)


def test_a_phone_gets_a_smaller_copy_and_a_sign_the_smallest(client):
    photo = make_place_photo(make_place(slug="bank"), image=picture((4000, 2000)))
    name = photo.image.url.removesuffix(".jpg")

    page = client.get("/plekken/bank/").content.decode()

    srcset = f"{name}.jpg 1600w, {name}-800.jpg 800w, {name}-240.jpg 240w"
    assert f'srcset="{srcset}"' in page
    assert photo.in_sign == f"{name}-240.jpg"
    for side in (800, 240):
        with Image.open(photo.image.path.replace(".jpg", f"-{side}.jpg")) as image:
            assert image.size == (side, side // 2)


def test_a_small_picture_has_no_copies():
    photo = make_place_photo(make_place(), image=picture((40, 200)))

    assert photo.srcset == f"{photo.image.url} 40w"
    assert photo.in_sign == photo.image.url
    assert len(list(Path(photo.image.path).parent.iterdir())) == 1


def test_the_copies_go_where_the_picture_goes(django_capture_on_commit_callbacks):
    photo = make_place_photo(make_place(), image=picture((900, 300)))
    folder = Path(photo.image.path).parent

    with django_capture_on_commit_callbacks(execute=True):
        decisions.hide(Photo.objects.all())
    photo.refresh_from_db()
    stem = Path(photo.image.name).stem
    assert {file.name for file in folder.iterdir()} == {
        f"{stem}.jpg", f"{stem}-800.jpg", f"{stem}-240.jpg",
    }  # fmt: skip

    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")]
)
def test_other_formats_become_jpeg(kind, mode):
    colour = 0 if mode == "P" else "blue"

    with Image.open(clean_photo(picture(kind=kind, mode=mode, colour=colour))) as image:
        assert image.format == "JPEG"


def test_the_name_says_nothing_about_phone_or_place():
    kept = make_place_photo(make_place())

    assert re.fullmatch(r"mensen/[0-9a-f]{32}\.jpg", kept.image.name)
    assert kept.image.name.endswith(".jpg")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geen plaatje",
        b"<svg onload='x'/>",
        b"GIF89a",
        b"\xff\xd8\xff" + b"x" * 99,
    ],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(ValidationError, match="geen foto"):
        validate_photo(SimpleUploadedFile("foto.jpg", content))


@pytest.mark.parametrize("side", [9_000, 14_000])
def test_a_small_file_that_unpacks_to_a_giant_is_refused(side):
    with pytest.raises(ValidationError, match="beeldpunten"):
        validate_photo(picture((side, side), kind="PNG", mode="1", colour=0))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_breaks_off_halfway_is_refused(kind):
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    out = BytesIO()
    noise.save(out, kind)
    half = out.getvalue()[: len(out.getvalue()) // 2]

    with pytest.raises(ValidationError):
        clean_photo(SimpleUploadedFile("foto.jpg", half))


def test_a_file_that_is_too_large_is_refused_unread():
    file = picture()
    file.size = 16_000_000

    with pytest.raises(ValidationError, match="15 MB"):
        validate_photo(file)


@pytest.mark.parametrize(
    "wrong", [{"alt": ""}, {"credit": ""}, {"has_people": True}, {"state": "iets"}]
)
def test_a_picture_without_words_maker_or_consent_is_refused(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_place_photo(make_place(), **wrong)


def test_a_photo_that_we_keep_is_not_looked_at_again():
    kept = make_place_photo(make_place())
    again = Photo.objects.get(pk=kept.pk)
    again.alt = "Een rode bank"

    again.full_clean()  # its file was opened and closed on the way
    again.save()

    assert again.image.name == kept.image.name


def test_a_photo_is_shown_with_its_words_and_its_maker(client):
    place = make_place(slug="bank")
    photo = make_place_photo(place, alt="Een rode bank", credit="Jan", licence="CC0")

    page = client.get("/plekken/bank/").content.decode()

    assert 'alt="Een rode bank"' in page
    assert "Foto: Jan (CC0)" in page.replace("\n", " ")
    response = client.get(photo.image.url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/jpeg"
    response.close()


@pytest.mark.parametrize(
    "path", ["/fotos/../settings.py", "/fotos/", "/fotos/niets.jpg"]
)
def test_no_other_file_is_given_out(client, path):
    assert client.get(path).status_code in {400, 404}


@pytest.mark.parametrize(
    ("state", "days", "is_left"),
    [
        ("waits", 364, True),
        ("waits", 366, False),
        ("hidden", 366, False),
        ("shown", 9999, True),
    ],
)
def test_a_photo_about_which_nobody_decided_is_erased_after_a_year(
    time_machine, state, days, is_left, django_capture_on_commit_callbacks
):
    photo = make_place_photo(make_place(), state=state)
    path = Path(photo.image.path)
    time_machine.move_to(timezone.now() + timedelta(days=days), tick=False)

    with django_capture_on_commit_callbacks(execute=True):
        count = Photo.objects.all().forget(timezone.now())

    assert (count, Photo.objects.exists(), path.exists()) == (
        0 if is_left else 1, is_left, is_left,
    )  # fmt: skip
