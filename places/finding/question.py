"""One field for everything: which words say what is wanted, and which say where.

"bankje met leuning bij Middellaan" is a bench with a back, near the Middellaan.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from places.facts.locations import Spot
from places.finding.geocoding import Whereabouts

# Words behind which a place follows, in both languages.
NEAR = re.compile(
    r"(?:^|\s|,)\s*(?:bij|nabij|rond|rondom|dichtbij|in de buurt van|"
    r"vlakbij|near|around|close to)\s+",
    re.IGNORECASE,
)
IN = re.compile(r"(?:^|\s)(?:in|aan|op|at)\s+|,\s*", re.IGNORECASE)
POSTCODE = re.compile(r"\b\d{4}\s?[a-z]{2}\b", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:de|het|the)\s+", re.IGNORECASE)
MOST_WORDS = 4  # of a name, when nothing tells where it begins


@dataclass(frozen=True)
class Asked:
    """`what` to search for; `spots` it may be near to, and whether they are called as
    was typed: what only looks like it is asked about, never taken in silence."""

    what: str
    spots: tuple[Spot, ...] = ()
    is_complete: bool = True  # the address server could be asked
    is_sure: bool = True

    @property
    def spot(self) -> Spot | None:
        return self.spots[0] if self.is_sure and len(self.spots) == 1 else None


def understand(
    text: str,
    look_up: Callable[[str], Whereabouts],
    knows: Callable[[str], bool],
) -> Asked:
    """`look_up` tells what spots fit words, `knows` whether words mean something here.

    Words that tell where come first; then a name that fits as a whole; then words that
    mean something here; then a name behind such words. At most four look-ups.
    """
    text = " ".join(text.split())
    if not text:
        return Asked("")
    for what, where in _marked(text):
        found = look_up(where)
        if found.spots:
            return _near(what, found, where)
    whole = look_up(text)
    exact = whole.called(text)
    if exact and exact[0].kind != "plek":
        return _near("", whole, text)
    if exact or knows(text):
        return Asked(text, (), whole.is_complete)
    words = text.split()
    for i in range(len(words) - 1, max(0, len(words) - MOST_WORDS - 1), -1):
        what, where = " ".join(words[:i]), " ".join(words[i:])
        if knows(what):
            found = look_up(where)
            if found.spots:
                return _near(what, found, where)
            break
    return _near("", whole, text) if whole.spots else Asked(text, (), whole.is_complete)


def _marked(text):
    """(what, where) as the words themselves divide it, the surest way first."""
    if match := POSTCODE.search(text):
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        what = NEAR.sub(" ", f" {rest} ").strip(" ,")
        if not any(sign.isdigit() for sign in what):
            yield what, match[0]
    for pattern in (NEAR, IN):
        *_others, last = [None, *pattern.finditer(text)]
        if last and (where := text[last.end() :].strip()):
            what = text[: last.start()].strip(" ,")
            yield what, where
            bare = ARTICLE.sub("", where)
            if bare != where:  # "bij de Middellaan"
                yield what, bare
            return


def _near(what: str, found: Whereabouts, where: str) -> Asked:
    is_sure = bool(found.called(where))
    return Asked(what, _meant(found, where), found.is_complete, is_sure)


def _meant(found: Whereabouts, where: str) -> tuple[Spot, ...]:
    """The one that has this name, when one has; else all that fit."""
    exact = found.called(where)
    if len(exact) == 1 or (exact and len({spot.area for spot in exact}) == 1):
        return (exact[0],)
    return tuple(exact or found.spots)
