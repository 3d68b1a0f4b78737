"""Where one Dutch word is made of others: buurttuin is buurt and tuin.

Only at borders of words that are known, so that there is no bank in Brabantpark. But
the last part of a Dutch word says what it is: where that is an everyday thing, what
stands before it may be unknown, so that a hefbrug is a brug.
"""

import re
from collections.abc import Callable

from places.textindex.stemming import stem
from places.textindex.words import STOP

Knows = Callable[[str], bool]

SHORTEST = 3  # letters of a part
LINKS = ("", "s", "e", "n", "en", "er")  # stad-s-park, zonn-e-bank, bloem-en-park
# Words that every town knows, whether its places happen to use them alone or not.
EVERYDAY = """
    arm avond baan bank beweeg bewoner binnen bloem boerderij boom bos brug buiten
    bus buurt centrum club concert dag dans dieren dorp drink eet feest fiets film
    fruit gebed gebouw gemeenschap gemeente groep halte hang hoek hof hond huis ijs
    jeugd jongeren kaart kamer kerk kinder klas klim koffie kook koor kunst laan
    leer lees les linde maaltijd markt middag moes muziek natuur ochtend ontmoeting
    orgel pad park picknick plaats plein plek pluk ring rolstoel rug salon school
    senioren singel speel spel sport stad straat tafel terrein theater thee toestel trap
    trein tuin veld vereniging volk wandel water weg weide werk wijk winkel yoga
    zaal zand zit zomer zorg
"""
COMMON = frozenset(map(stem, EVERYDAY.split()))
SURE = 4  # letters of a last part behind something unknown
# Streets and areas end so, which are no such thing; and herinnering is no ring.
STREETS = """
    baan buurt club dorp hoek laan markt park plaats plein ring singel stad straat veld
    wandel water weide werk wijk zand
"""
NO_LAST_PART = frozenset(STREETS.split())
SYLLABLE = re.compile(r"[aeiouy][^aeiouy]|[^aeiouy][aeiouy]")


def contains(word: str, part: str, knows: Knows) -> bool:
    """Whether a longer term is made of this one and others that are known."""
    at = word.find(part)
    while at >= 0:
        head, tail = word[:at], word[at + len(part) :]
        if (head or tail) and _is_head(head, knows) and _is_tail(tail, knows):
            return True
        if not tail and _is_last_part(part, head):
            return True
        at = word.find(part, at + 1)
    return False


def split(word: str, knows: Knows, depth: int = 3) -> tuple[str, ...]:
    """The known terms that a term is made of, the last as long as can be; else none."""
    for cut in range(SHORTEST, len(word) - SHORTEST + 1):
        tail = stem(word[cut:])
        if not _is_part(tail, knows):
            continue
        for form in _forms(word[:cut]):
            head = stem(form)
            if _is_part(head, knows):
                return head, tail
            if depth > 2 and (front := split(form, knows, depth - 1)):
                return *front, tail
    return ()


def _is_head(text: str, knows) -> bool:
    if not text:
        return True
    return any(
        _is_part(stem(form), knows) or split(form, knows, 2) for form in _forms(text)
    )


def _is_tail(text: str, knows) -> bool:
    """What follows, with or without letters that link it to the part before."""
    if not text:
        return True
    rests = [text.removeprefix(link) for link in LINKS if text.startswith(link)]
    return any(
        _is_part(rest, knows) or split(rest, knows, 2)
        for rest in rests
        if len(rest) >= SHORTEST
    )


def _is_last_part(part: str, head: str) -> bool:
    is_sure = part in COMMON and len(part) >= SURE and part not in NO_LAST_PART
    return is_sure and len(head) >= SHORTEST and bool(SYLLABLE.search(head))


def _forms(text: str) -> list[str]:
    """A first part with and without the letters that link it to the next."""
    forms = [text.removesuffix(link) for link in LINKS if text.endswith(link)]
    return [form for form in forms if len(form) >= SHORTEST]


def _is_part(term: str, knows) -> bool:
    is_word = term in COMMON or knows(term)
    return is_word and len(term) >= SHORTEST and term not in STOP
