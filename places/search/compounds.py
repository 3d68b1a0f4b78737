"""Where one Dutch word is made of others: buurttuin is buurt and tuin.

Only at borders of words that are known, so that there is no bank in Brabantpark.
"""

from collections.abc import Callable

from places.search.stemming import stem
from places.search.words import STOP

Knows = Callable[[str], bool]

SHORTEST = 3  # letters of a part
LINKS = ("", "s", "e", "n", "en", "er")  # stad-s-park, zonn-e-bank, bloem-en-park
# First parts that stand in names of places more often than alone.
FIRST = """
    arm beweeg binnen buiten buurt dorp drink eet fiets fruit gemeenschap gemeente hang
    hond jeugd jongeren kinder klim kook lees leer markt moes muziek natuur ontmoeting
    park picknick pluk rolstoel rug school senioren speel sport stad straat theater trap
    volk wandel water werk wijk winkel zand zit zorg
"""
FIRST_PARTS = frozenset(map(stem, FIRST.split()))


def contains(word: str, part: str, knows: Knows) -> bool:
    """Whether a longer term is made of this one and others that are known."""
    at = word.find(part)
    while at >= 0:
        head, tail = word[:at], word[at + len(part) :]
        if (head or tail) and _is_head(head, knows) and _is_tail(tail, knows):
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
            if head in FIRST_PARTS or _is_part(head, knows):
                return head, tail
            if depth > 2 and (front := split(form, knows, depth - 1)):
                return *front, tail
    return ()


def _is_head(text: str, knows) -> bool:
    if not text:
        return True
    heads = [stem(form) for form in _forms(text)]
    if any(head in FIRST_PARTS or _is_part(head, knows) for head in heads):
        return True
    return any(split(form, knows, 2) for form in _forms(text))


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


def _forms(text: str) -> list[str]:
    """A first part with and without the letters that link it to the next."""
    forms = [text.removesuffix(link) for link in LINKS if text.endswith(link)]
    return [form for form in forms if len(form) >= SHORTEST]


def _is_part(term: str, knows) -> bool:
    return len(term) >= SHORTEST and term not in STOP and knows(term)
