"""The one sentence on top of a place's page: its own, or one made of what is known."""

import re

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.translations.reading import DisplayText, Reading
from places.facts.cost import Cost
from places.finding.choices.chosen import together
from places.models import Place

# Ends of words that end no sentence: "bijv. een bank", "St. Jan", "o.a. koffie".
SHORTENED = {"bijv", "bv", "ca", "circa", "dhr", "evt", "excl", "incl", "max", "mevr"}
SHORTENED |= {"min", "nr", "resp", "st", "tel", "mr", "mrs", "e.g", "i.e", "approx"}
END = re.compile(r"[.!?…]+[)”\"’']*(?=\s+\S)")


def split(text: str) -> tuple[str, str]:
    """The first sentence, and the rest with its paragraphs."""
    text = text.strip()
    first, _break, rest = text.partition("\n")
    for end in END.finditer(first):
        before = first[: end.start()].rpartition(" ")[2].lower().lstrip("(“\"'")
        if end.group().startswith(".") and _is_shortened(before):
            continue
        return first[: end.end()], f"{first[end.end() :].lstrip()}\n{rest}".strip()
    return first.strip(), rest.strip()


def _is_shortened(word):
    return word in SHORTENED or "." in word or (len(word) == 1 and word.isalpha())


def made(place: Place) -> str:
    """A sentence of what is known: "Een bankje in Belcrum, gratis en zonder drempel."

    Only what is so; what is unknown or not so stands among the facts below it.
    """
    facts = {
        _("free"): place.actual_cost == Cost.FREE,
        _("without steps"): place.step_free == Place.StepFree.YES,
        _("always accessible"): place.is_always_open,
    }
    known = [word for word, is_so in facts.items() if is_so]
    words = _what_and_where(place)
    return f"{words}, {together(known)}." if known else f"{words}."


def _what_and_where(place):
    also = {"cultuur": _("place for culture"), "overig": _("place")}
    kind = also.get(place.kind.slug) or str(place.kind)
    names = {"kind": kind[:1].lower() + kind[1:], "area": place.neighbourhood}
    if place.neighbourhood is None:
        words = _("An %(kind)s") if _begins_with_a_vowel(kind) else _("A %(kind)s")
    elif _begins_with_a_vowel(kind):
        words = _("An %(kind)s in %(area)s")
    else:
        words = _("A %(kind)s in %(area)s")
    return words % names


def _begins_with_a_vowel(word):
    return get_language() == "en" and word[:1].lower() in "aeiou"


def about(place: Place, reading: Reading) -> tuple[str, str, DisplayText]:
    """The sentence, the rest of the description, and how we know them."""
    shown = reading.of(place, "description")
    if shown.text:
        return *split(shown.text), shown
    return made(place), "", DisplayText("", get_language(), None)
