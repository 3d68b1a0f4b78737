"""From a text to words to search with: small letters, no accents, one form of each.

Pure. What it gives holds only a to z and digits, so that no database has anything left
to make of it.
"""

import re
import unicodedata
from functools import lru_cache

from places.facts.abbreviations import in_full, word_in_full
from places.textindex.stemming import stem

LONGEST = 60  # letters of one word
# Words that say nothing; in a name they count for who types nothing else.
SILENT = """
    aan al als an and at bij by daar dan dat de den der deze die dit door een en er et
    for from het hier hoe ik in is je jij jullie kan maar me met mij mijn my naar near
    nog nu of om on onze onder ons ook op or over per s t te tot the to toch u uit uw
    van voor waar wat we wel welke wie wij with wordt ze zijn zo zoek
"""
STOP = frozenset(SILENT.split())
LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
APOSTROPHES = "'’‘`´ʼ"
GENITIVE = re.compile(rf"(?<=[^\W\d_])[{APOSTROPHES}]s\b")
INSIDE = re.compile(rf"(?<=\w)[{APOSTROPHES}](?=\w)")
WORD = re.compile(r"[^\W_]+")
HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
POSTCODE = re.compile(r"\b([1-9]\d{3}) ?([a-z]{2})\b")


def fold(text: str) -> str:
    """Small letters without accents; “foto’s” is “foto”, “v.d.” is “van de”, a postcode
    one word."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    letters = GENITIVE.sub("", in_full(letters.translate(LETTERS)))
    letters = INSIDE.sub("", letters)
    return POSTCODE.sub(_joined, letters)


def _joined(match: re.Match) -> str:
    return match[0] if match[2] in STOP else match[1] + match[2]


def split(text: str) -> list[str]:
    """The words as typed, folded, in their order."""
    return [_plain(word) for word in WORD.findall(fold(text))]


def term(word: str) -> str:
    """What a folded word is compared by."""
    key = stem(word_in_full(word))
    return word if word in STOP or key in STOP else key  # ommetje is not om


def asked(typed: list[str]) -> dict[str, str]:
    """Each term of a question with the word as typed; stop words only when there is
    nothing else."""
    telling = [word for word in typed if word not in STOP] or typed
    return {term(word): word for word in telling}


@lru_cache(maxsize=10_000)  # many places share a name, an address, no description
def indexed(text: str) -> frozenset[str]:
    """All terms of a text of ours, stop words too: of a postcode also its number, of
    words with a hyphen also the whole."""
    folded = fold(text)
    words = [_plain(word) for word in WORD.findall(folded)]
    words += [_plain(whole.replace("-", "")) for whole in HYPHENATED.findall(folded)]
    numbers = {match[1] for match in POSTCODE.finditer(folded)}
    return frozenset(map(term, words)) | numbers


def _plain(word: str) -> str:
    """A letter of another script becomes its number, for no database to take apart."""
    if not word.isascii():
        signs = (sign if sign.isascii() else f"{ord(sign):x}" for sign in word)
        word = "".join(signs)
    return word[:LONGEST]


def phrase_of(text: str) -> frozenset[str]:
    """The terms of a phrase that tell something."""
    words = split(text)
    return frozenset(term(word) for word in words if word not in STOP)
