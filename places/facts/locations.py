"""A spot that someone may mean: a street, a neighbourhood, a place."""

import re
import unicodedata
from dataclasses import dataclass

from places.facts.abbreviations import in_full, word_in_full

POSTCODE = re.compile(r"\b(\d{4}) ([a-z]{2})\b")


def plain(text: str) -> str:
    """To compare by: no capitals, accents or signs, "St." as "sint"; a postcode without
    its space."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    words = " ".join(map(word_in_full, re.findall(r"[^\W_]+", in_full(letters))))
    return POSTCODE.sub(r"\1\2", words)


@dataclass(frozen=True)
class Spot:
    """`lat` and `lon` in degrees WGS84; `kind` is buurt, wijk, gemeente, plek, or a
    type of address."""

    label: str
    detail: str
    lat: float
    lon: float
    kind: str
    slug: str = ""  # of a neighbourhood or a place
    area: str = ""  # what may stand in an address: a street without its number
    names: tuple[str, ...] = ()  # `plain`, by which it is known

    @property
    def is_wide(self) -> bool:
        """Whether it is a district or a whole town, which is no spot to point at."""
        return self.kind in ("wijk", "gemeente")

    def is_called(self, text: str) -> bool:
        """Whether these words are one of its names, not just something like it."""
        return plain(text) in self.names
