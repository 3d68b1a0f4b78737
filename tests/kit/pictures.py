"""Pictures as a telephone sends them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(size=(40, 20), colour="red", kind="JPEG", mode="RGB", **options):
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return SimpleUploadedFile(f"van-mijn-telefoon.{kind.lower()}", out.getvalue())


def with_exif(size=(40, 20)):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Telefoon van Jan"
    exif.get_ifd(0x8825)[2] = (51.0, 35.0, 20.0)  # a position
    return picture(size, exif=exif)
