"""The typeface, Atkinson Hyperlegible, as browsers load it.

Its package holds it as TTF. We keep the signs that languages in Latin script need and
pack them as WOFF2 (W3C); for every other script a browser takes a font of its own.
"""

import hashlib
import io
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

PACKAGE = "fontpkg-atkinson-hyperlegible"
NAMES = {
    "fonts/atkinson-regular.woff2": "AtkinsonHyperlegible-Regular.ttf",
    "fonts/atkinson-bold.woff2": "AtkinsonHyperlegible-Bold.ttf",
}
# Latin as far as Polish and Turkish, dashes and quotes, the euro, the minus.
SIGNS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x218, 0x21C),
    *range(0x2010, 0x2027),
    *range(0x300, 0x329),  # accents of their own: the dotted capital I of Turkish
    0x2030, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212, 0x2248,
]  # fmt: skip
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "calt", "tnum"]


def packed(path: str) -> bytes:
    """The typeface for one of `NAMES`, some 20 kB; takes half a second."""
    source = files("fontpkg_atkinson_hyperlegible") / "files" / NAMES[path]
    font = TTFont(io.BytesIO(source.read_bytes()))
    options = Options(hinting=False, layout_features=FEATURES)
    options.name_IDs = ["*"]  # who made it, and its licence (OFL 1.1)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=SIGNS)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.recalcTimestamp = False  # the same bytes each time, so the same name
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()


def edition() -> str:
    """Says what the files were made of: another edition must be made anew."""
    parts = version(PACKAGE), version("fonttools"), Path(__file__).read_bytes()
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
