"""Whatever writes below DATA_DIR makes the folders it needs: a fresh clone has none."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from common.kit.geo import tile_at
from common.photos import pending_uploads
from ontmoeten.demo.loading import staff_account
from places.importing import uploading
from places.map import basemap
from places.models import ImportRun
from tests.kit.factories import (
    GROTE_MARKT,
    make_neighbourhood,
    make_place,
    make_place_photo,
)
from tests.kit.pictures import picture
from tests.kit.servers import running

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def show_the_map(settings):
    cache.clear()
    make_neighbourhood(centre=GROTE_MARKT)
    with running((200, picture(kind="PNG").read())) as server:
        settings.TILE_SERVER = f"{server.url}/{{z}}/{{x}}/{{y}}.png"
        basemap.tile(15, *tile_at(GROTE_MARKT.x, GROTE_MARKT.y, 15))
    cache.clear()


WRITERS = {
    "the way in of the demonstration": lambda _settings: staff_account(),
    "a photo that waits": lambda _settings: pending_uploads.keep(picture()),
    "a file to import": lambda _settings: uploading.keep(
        SimpleUploadedFile("plekken.csv", b"naam\nBank\n"), ImportRun(source="Proef")
    ),
    "a photo of a place": lambda _settings: make_place_photo(make_place()),
    "a picture of the map": show_the_map,
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_folder_that_is_not_there_yet_is_made(settings, tmp_path, write):
    settings.DATA_DIR = tmp_path / "var" / "deeper"
    settings.MEDIA_ROOT = settings.DATA_DIR / "photos"

    write(settings)

    assert [path for path in settings.DATA_DIR.rglob("*") if path.is_file()]
