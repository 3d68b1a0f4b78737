"""Pictures as they come from a phone, made safe and small to show."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 15_000_000  # bytes
LARGEST_PICTURE = 60_000_000  # pixels: a picture unpacks to 3 bytes for each
LONGEST_SIDE = 1600  # pixels, of what we keep
FORMATS = ["JPEG", "PNG", "WEBP"]


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
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
            if width * height > LARGEST_PICTURE:
                raise ValidationError(_("This picture has too many pixels."))
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ValidationError(
            _("This file is no picture that we can read. Use JPEG, PNG or WebP.")
        ) from None
    finally:
        file.seek(0)


def clean_photo(file) -> ContentFile:
    """The picture anew as a JPEG: upright, at most 1600 px, and nothing else in it.

    Only pixels are copied, so camera, owner, time and position stay behind.
    """
    validate_photo(file)
    with Image.open(file, formats=FORMATS) as image:
        try:
            upright = ImageOps.exif_transpose(image).convert("RGBA")
        except (OSError, SyntaxError, ValueError):
            raise ValidationError(
                _("This picture is not whole. Send it again, or another one.")
            ) from None
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        bare = Image.new("RGB", upright.size, "white")
        bare.paste(upright, mask=upright.getchannel("A"))
    out = BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return ContentFile(out.getvalue(), name="photo.jpg")
