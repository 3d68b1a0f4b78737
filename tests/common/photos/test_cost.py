"""What one picture may cost, measured in a process of its own: at most a second of the
processor and 150 MB, sixteen at once included."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from common.photos import files

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[3]
SIDE = 5_000  # 25 megapixels
MOST_MEGABYTES, MOST_SECONDS, AT_ONCE = 150, 1.0, 16
PROGRAM = """
import json, resource, sys, threading, time
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files import File
from common.photos.files import clean_photo
from common.protect import turns
import PIL.JpegImagePlugin, PIL.PngImagePlugin, PIL.WebPImagePlugin

turns.DECODING.patience = 600  # here all sixteen get their turn, however busy it is
path, count = sys.argv[1], int(sys.argv[2])
sizes = []
def clean():
    with open(path, "rb") as file:
        try:
            sizes.append(clean_photo(File(file)).size)
        except ValidationError:
            sizes.append(0)
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before, start = peak(), time.process_time()
threads = [threading.Thread(target=clean) for _number in range(count)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
seconds = (time.process_time() - start) / count
print(json.dumps({"megabytes": peak() - before, "seconds": seconds, "sizes": sizes}))
"""


def draw(path, sort):
    """The worst of its sort that is still taken, or that says it is small."""
    size = (SIDE, SIDE)
    if sort == "png":
        Image.new("RGBA", size, (1, 2, 3, 4)).save(path, "PNG")
    elif sort == "a quarter":  # sixteen of these would be 400 MB
        Image.new("RGBA", (SIDE // 2, SIDE // 2), (1, 2, 3, 4)).save(path, "PNG")
    elif sort == "palette":
        Image.new("P", size).save(path, "PNG")
    elif sort == "jpeg":
        Image.effect_noise(size, 100).convert("RGB").save(path, "JPEG", quality=50)
    elif sort == "progressive":
        Image.effect_noise((4_450, 4_450), 100).convert("RGB").save(
            path, "JPEG", quality=50, progressive=True, subsampling=0
        )
    elif sort == "webp":
        Image.effect_noise((2_800, 2_800), 100).convert("RGB").save(
            path, "WEBP", quality=50, method=0
        )
    elif sort == "bomb":
        Image.new("1", (7_740, 7_740)).save(path, "PNG")


def measured(path, count) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path), str(count)],
        cwd=ROOT, capture_output=True, text=True, check=True,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.long(4)
@pytest.mark.parametrize(
    ("sort", "count", "is_taken"),
    [
        ("png", 1, True), ("palette", 1, True), ("jpeg", 1, True),
        ("progressive", 1, True), ("webp", 1, True), ("bomb", AT_ONCE, False),
        ("a quarter", AT_ONCE, True),
    ],
)  # fmt: skip
def test_no_picture_costs_more_than_it_may(tmp_path, sort, count, is_taken):
    path = tmp_path / "photo"
    draw(path, sort)

    cost = measured(path, count)

    assert len(cost["sizes"]) == count
    assert all(bool(size) == is_taken for size in cost["sizes"])
    assert cost["megabytes"] < MOST_MEGABYTES
    assert cost["seconds"] < MOST_SECONDS


def opened(path):
    return ContentFile(path.read_bytes(), name="photo.jpg")


@pytest.mark.parametrize(
    ("size", "form", "more"),
    [
        ((5_001, 5_000), "PNG", {}),
        ((5_001, 5_000), "JPEG", {}),
        ((4_500, 4_500), "JPEG", {"progressive": True}),
        ((2_900, 2_900), "WEBP", {}),
    ],
)
def test_too_many_pixels_are_refused_by_what_it_says_of_itself(
    tmp_path, monkeypatch, size, form, more
):
    path = tmp_path / "photo"
    Image.new("L", size).save(path, form, **more)
    monkeypatch.setattr(Image.Image, "load", lambda _self: pytest.fail("unpacked"))

    with pytest.raises(ValidationError, match="beeldpunten"):
        files.validate_photo(opened(path))


def test_a_jpeg_that_goes_over_itself_without_end_is_refused(tmp_path):
    path = tmp_path / "photo"
    Image.new("RGB", (64, 64), "red").save(path, "JPEG", progressive=True)
    whole = path.read_bytes()
    start = whole.index(files.SCAN)
    scan = whole[start : whole.index(files.SCAN, start + 2)]
    path.write_bytes(whole[:start] + scan * 40 + whole[start:])

    with pytest.raises(ValidationError, match="beeldpunten"):
        files.validate_photo(opened(path))


@pytest.mark.parametrize("size", [(1_599, 40), (1_601, 1_000), (3_333, 2_001), (7, 9)])
def test_what_is_shrunk_in_strips_looks_as_it_did(size):
    whole = Image.linear_gradient("L").resize(size).convert("RGB")

    small = files._shrunk(whole)

    assert max(small.size) == min(1_600, max(size))
    middle = [small.getpixel((small.width // 2, int(small.height * part)))[0]
              for part in (0.1, 0.5, 0.9)]  # fmt: skip
    assert middle == pytest.approx([25, 127, 229], abs=20)


def test_a_photo_that_lies_on_its_side_is_put_upright(tmp_path):
    path = tmp_path / "photo"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (4_000, 2_000), "red").save(path, "JPEG", exif=exif)

    with Image.open(files.clean_photo(opened(path))) as upright:
        assert upright.size == (800, 1_600)
        assert not upright.getexif()
