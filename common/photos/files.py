"""Pictures as they come from a phone, made safe and small to show."""

import uuid
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from common.protect.turns import DECODING

LARGEST_FILE = 15_000_000  # bytes
# Pixels: what a picture says of itself is believed before any of it is unpacked. One
# that unpacks to more bytes for each has fewer, so that none takes 150 MB.
LARGEST_PICTURE = 25_000_000
LARGEST_PROGRESSIVE = 20_000_000  # a JPEG that is kept whole, twice
LARGEST_WEBP = 8_000_000
MOST_SCANS = 30  # of a JPEG; each goes over all of it once more, and ten are usual
STRIP = 64  # rows of the small one that are made at once
LONGEST_SIDE = 1600  # pixels, of what we keep
ON_PHONE, IN_SIGN = 800, 240  # the same of smaller copies, beside it
FORMATS = ["JPEG", "PNG", "WEBP"]
SCAN = b"\xff\xda"
PEOPLE = "mensen"  # the folder of pictures that people may stand on


def people_path(_row, _filename) -> str:
    """A name that tells nothing: neither what it shows nor the name on the phone. Any
    picture may have people on it who ask it away: no cache may keep it."""
    return f"{PEOPLE}/{uuid.uuid4().hex}.jpg"


def validate_photo(file) -> None:
    """ValidationError unless it is a picture of a size and format we can read.

    What we keep already was looked at when it came.
    """
    if getattr(file, "_committed", False):
        return
    if file.size > LARGEST_FILE:
        raise ValidationError(
            _("This picture is larger than 15 MB. Send a smaller one.")
        )
    too_many = ValidationError(_("This picture has too many pixels."))
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
            if width * height > _most_pixels(image):
                raise too_many
            image.verify()
        file.seek(0)
        if image.format == "JPEG" and file.read().count(SCAN) > MOST_SCANS:
            raise too_many
    except Image.DecompressionBombError:  # more than Pillow itself will open
        raise too_many from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ValidationError(
            _("This file is no picture that we can read. Use JPEG, PNG or WebP.")
        ) from None
    finally:
        file.seek(0)


def _most_pixels(image) -> int:
    if image.format == "WEBP":
        return LARGEST_WEBP
    is_kept_whole = image.info.get("progressive") or image.info.get("progression")
    return LARGEST_PROGRESSIVE if is_kept_whole else LARGEST_PICTURE


def clean_photo(file) -> ContentFile:
    """The picture anew as a JPEG: upright, at most 1600 px, and nothing else in it.

    Only pixels are copied, so camera, owner, time and position stay behind. One at a
    time in a process; Busy for who waits too long.
    """
    validate_photo(file)
    with DECODING.one(), Image.open(file, formats=FORMATS) as image:
        try:
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read smaller
            bare = _shrunk(image)
            bare.info["exif"] = image.info.get("exif", b"")
            upright = ImageOps.exif_transpose(bare)
        except (OSError, SyntaxError, ValueError):
            raise ValidationError(
                _("This picture is not whole. Send it again, or another one.")
            ) from None
        upright.info.clear()
        return _as_jpeg(upright)


def _shrunk(image) -> Image.Image:
    """At most 1600 px, on white; in strips, so that it is there once and not twice."""
    width, height = image.size
    by = max(1, max(width, height) // LONGEST_SIDE)
    small = Image.new("RGB", (-(-width // by), -(-height // by)), "white")
    for top in range(0, height, by * STRIP):
        bottom = min(top + by * STRIP, height)
        strip = image.crop((0, top, width, bottom)).convert("RGBA").reduce(by)
        small.paste(strip, (0, top // by), strip.getchannel("A"))
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return small


def _as_jpeg(image) -> ContentFile:
    out = BytesIO()
    image.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return ContentFile(out.getvalue(), name="photo.jpg")


def make_bare(row: models.Model, field: str) -> bool:
    """Before a row is saved: a picture that is new becomes ours, and the file that it
    replaces goes. Gives whether it is new: then `make_copies` comes after saving."""
    picture = getattr(row, field)
    is_new = bool(picture) and not picture._committed
    if is_new:
        setattr(row, field, clean_photo(picture))
    kept = type(row)._base_manager.filter(pk=row.pk).values_list(field, flat=True)
    name = getattr(row, field).name
    for old in kept:
        if old and old != name:
            _erase(picture.storage, old)
    return is_new


def make_copies(picture: models.fields.files.FieldFile) -> None:
    """Write the smaller ones, of what is larger than they are."""
    storage = picture.storage
    with storage.open(picture.name) as file, Image.open(file) as image:
        image.load()
    for side in [ON_PHONE, IN_SIGN]:
        if max(image.size) > side:
            image.thumbnail((side, side))
            storage.save(_copy_name(picture.name, side), _as_jpeg(image))


def _copy_name(name: str, side: int) -> str:
    return f"{name.removesuffix('.jpg')}-{side}.jpg"


def copy_url(picture: models.fields.files.FieldFile, side: int) -> str:
    """Where the copy of at most `side` pixels is, or the picture if it has none."""
    name = _copy_name(picture.name, side)
    return picture.storage.url(name) if picture.storage.exists(name) else picture.url


def srcset(picture: models.fields.files.FieldFile, width: int, height: int) -> str:
    """For an <img>: the picture, of this size in pixels, and its copies."""
    sizes = {picture.url: width}
    for side in [ON_PHONE, IN_SIGN]:
        sizes.setdefault(
            copy_url(picture, side), round(width * side / max(width, height))
        )
    return ", ".join(f"{url} {wide}w" for url, wide in sizes.items())


def erase(picture: models.fields.files.FieldFile) -> None:
    """Its file goes, once what happens now is certain."""
    if picture.name:
        _erase(picture.storage, picture.name)


def move_away(row: models.Model, field: str) -> None:
    """Give a picture another address, unsaved, so that who kept the old one has
    nothing."""
    picture = getattr(row, field)
    old, storage = picture.name, picture.storage
    if not old or not storage.exists(old):
        return
    with storage.open(old) as file:
        new = storage.save(people_path(row, old), file)
    setattr(row, field, new)
    make_copies(getattr(row, field))
    _erase(storage, old)


def _erase(storage, name):
    def gone():
        for each in [name, _copy_name(name, ON_PHONE), _copy_name(name, IN_SIGN)]:
            storage.delete(each)

    transaction.on_commit(gone)
