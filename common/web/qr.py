"""A QR code, for a phone that is held before a screen or a sheet of paper."""

import qrcode
from django.utils.safestring import mark_safe
from qrcode.image.svg import SvgPathFillImage


def as_svg(text: str) -> str:
    """Drawn in the page itself: it needs no style and no address of its own, and a page
    may carry many. The ground is white in the dark too, for the cameras of phones."""
    image = qrcode.make(text, image_factory=SvgPathFillImage)
    del image.path.attrib["id"]  # the same in each of them
    return mark_safe(image.to_string(encoding="unicode"))  # noqa: S308
