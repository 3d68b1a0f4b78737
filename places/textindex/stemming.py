"""Brings the forms of a Dutch word together: bank, banken, bankje and bankjes are one.

What comes out is a key to compare by, mostly the word itself, at times no word at all:
it need only be the same for all forms. Written for index and question alike.
"""

import re
from functools import lru_cache

VOWELS = "aeiouy"
DIGRAPHS = ("aa", "au", "ee", "ei", "eu", "ie", "ij", "oe", "oo", "ou", "ui", "uu")
VOWEL_GROUP = re.compile(r"ij|[aeiouy]+")

# What no rule gets right. The end of a longer word goes the same way: fietspaden.
ENDINGS = {
    "adressen": "adres", "baden": "bad", "bladen": "blad", "bladeren": "blad",
    "blaadje": "blad", "bootje": "boot", "buurtje": "buurt", "cafe": "cafe",
    "cafeetje": "cafe", "cafes": "cafe", "centra": "centrum", "daken": "dak",
    "eieren": "ei", "gaten": "gat", "glaasje": "glas", "glazen": "glas",
    "goederen": "goed", "hoven": "hof", "kaartje": "kaart", "kalveren": "kalf",
    "kinderen": "kind", "kinders": "kind", "kleren": "kleed", "lammeren": "lam",
    "liederen": "lied", "musea": "museum", "paadje": "pad", "paden": "pad",
    "plaatje": "plaat", "podia": "podium", "poortje": "poort", "runderen": "rund",
    "schepen": "schip", "slagen": "slag", "steden": "stad", "straatje": "straat",
    "taartje": "taart",
    "toiletje": "toilet", "volkeren": "volk", "wegen": "weg",
}  # fmt: skip
# The same for whole words, where an ending would fit others as well.
WORDS = {
    "autos": "auto", "bewegen": "beweeg", "children": "child", "dagen": "dag",
    "eitje": "ei", "fotos": "foto", "gaatje": "gat", "leden": "lid", "omas": "oma",
    "opas": "opa", "overdekking": "overdekt", "pizzas": "pizza", "radios": "radio",
    "themas": "thema", "videos": "video",
}  # fmt: skip
# These end as if they were a plural or a small one.
UNCHANGED = (
    "adres", "bijles", "boules", "fles", "franje", "jaarles", "meisje", "oranje",
    "proces", "schooljuf", "succes", "taalles", "zangles",
)  # fmt: skip
LONGEST_ENDING = max(map(len, ENDINGS))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The key of a word in small letters a to z; doing it twice changes nothing."""
    if not word.isascii() or not word.isalpha():
        return word
    while (shorter := _once(word)) != word:
        word = shorter
    return word


def _once(word: str) -> str:
    if len(word) < 4 or word.endswith(UNCHANGED):
        return word
    if word in WORDS:
        return WORDS[word]
    for size in range(min(len(word), LONGEST_ENDING), 2, -1):
        if base := ENDINGS.get(word[-size:]):
            return word[:-size] + base
    for rule in (_small_ones, _plural_s, _plural_en, _final_e):
        shorter = rule(word)
        if shorter != word:
            return shorter
    return word


def _groups(text: str) -> int:
    """How many vowels are spoken, about: tuin 1, tafel 2."""
    return len(VOWEL_GROUP.findall(text))


def _small_ones(word: str) -> str:
    if word.endswith("jes"):
        word = word[:-1]
    if len(word) < 5 or not word.endswith("je") or not _groups(word[:-2]):
        return word
    for ending, rule in (("etje", _etje), ("tje", _tje), ("pje", _pje)):
        if word.endswith(ending) and (shorter := rule(word)):
            return shorter
    if word.endswith("inkje") and _groups(word[:-5]):
        return f"{word[:-5]}ing"  # kettinkje
    return word if word[-3] in "naeiou" else word[:-2]


def _etje(word: str) -> str:
    """Weggetje, bloemetje; but not beetje."""
    base = word[:-4]
    if len(base) < 3 or base[-1] in VOWELS or not _groups(base):
        return ""
    return _single(base)


def _tje(word: str) -> str:
    base = word[:-3]  # tuin(tje)
    if base[-1:] in ("l", "n", "r"):
        before = base[:-1]
        is_long = before.endswith(DIGRAPHS)
        is_weak = before.endswith("e") and _groups(before) > 1
        return base if is_long or is_weak else word[:-2]  # stoeltje; plant(je)
    if base[-1:] in ("w", "j"):
        return base
    if base.endswith(("aa", "oo", "uu")):
        return base[:-1] if _groups(base) > 1 else word[:-2]  # auto(otje); boot(je)
    if base.endswith(("ie", "ee")) and len(base) > 2:
        return base
    return word[:-2]


def _pje(word: str) -> str:
    base = word[:-3]  # boom(pje)
    if not base.endswith("m"):
        return ""
    is_short = base[-2:-1] in VOWELS and not base[:-1].endswith(DIGRAPHS)
    is_weak = base.endswith("em") and _groups(base) > 1
    return word[:-2] if is_short and not is_weak else base  # lamp(je); bloem(pje)


def _plural_s(word: str) -> str:
    """Tafels, kelders, routes; not mens, les or plaats."""
    if len(word) > 4 and word.endswith(("els", "ers", "ens", "ems", "es", "ies")):
        base = word[:-1]
        if _groups(base) > 1 and not base.endswith("oe"):
            return base
    return word


def _plural_en(word: str) -> str:
    if word.endswith("heden") and _groups(word[:-5]):
        return f"{word[:-5]}heid"
    base = word[:-2]
    if not word.endswith("en") or len(base) < 3 or not _groups(base):
        return word
    if base[-1] in "aeiou":
        return base if len(base) > 3 and base.endswith(DIGRAPHS) else word  # zee(en)
    return _closed(base)


def _final_e(word: str) -> str:
    base = word[:-1]
    if not word.endswith("e") or len(word) < 5 or not _groups(base):
        return word
    return word if base[-1] in VOWELS + "j" else _closed(base)


def _closed(base: str) -> str:
    """As it is spelt without an ending: bom(en) boom, bak(ken) bak, huiz(en) huis."""
    if _single(base) != base:
        return _single(base)
    last = {"v": "f", "z": "s"}.get(base[-1], base[-1])
    before = base[:-1]
    is_open = before[-1:] in ("a", "e", "o", "u") and before[-2:-1] not in VOWELS
    is_weak = before.endswith("e") and last in "lrnm" and _groups(before) > 1
    if is_open and not is_weak and len(before) > 1:
        return f"{before}{before[-1]}{last}"
    return f"{before}{last}"


def _single(base: str) -> str:
    is_double = base[-1] == base[-2] and base[-1] not in VOWELS
    return base[:-1] if is_double else base
