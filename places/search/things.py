"""What places share and how people call it: kinds, areas, facts.

Each thing has phrases; each phrase is the terms that together name it. A name of one
word stands for the thing in any question, one of several words only as a whole: who
types "plek" does not ask for what is of the kind "Andere plek". The words by which
imports know a kind are no names of it: a mosque is a place of worship and no church.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import override

from places.facts.facilities import FACILITIES
from places.models import District, Municipality, Neighbourhood, PlaceKind
from places.textindex.document import (
    FACILITY_MARKS,
    FREE_MARK,
    STEP_FREE_MARK,
    area_mark,
    kind_mark,
)
from places.textindex.words import STOP, indexed, phrase_of, split, term

# Words for facts that are no facilities, and for those besides their labels. Staff add
# more as synonyms.
FACTS = {
    FREE_MARK: ["gratis", "kosteloos", "free"],
    STEP_FREE_MARK: ["drempelvrij", "zonder drempel", "zonder trap", "zonder trappen",
                     "rolstoel", "rolstoelvriendelijk", "rolstoeltoegankelijk",
                     "rollator", "step-free", "without steps", "wheelchair"],
    FACILITY_MARKS["rugleuning"]: ["rugsteun"],
    FACILITY_MARKS["verlicht"]: ["licht", "light"],
    FACILITY_MARKS["rolstoeltoilet"]: ["wheelchair toilet"],
    FACILITY_MARKS["hard-pad"]: ["verhard", "verhard pad", "paved"],
}  # fmt: skip
LANGUAGES = ("nl", "en")
EITHER = re.compile(r"\s+(?:of|or)\s+")  # "Roof or shelter": two names


@dataclass
class Things:
    """Which marks a term stands for, and which kinds a whole phrase names."""

    marks: dict[str, set[str]] = field(default_factory=dict)
    # The same for names of several words.
    phrases: dict[frozenset[str], set[str]] = field(default_factory=dict)
    # The slug of the kind that an import knows by these words.
    kinds: dict[frozenset[str], str] = field(default_factory=dict)
    # Of the kinds that lists leave out until someone asks for one.
    unlisted: set[frozenset[str]] = field(default_factory=set)
    surfaces: dict[str, str] = field(default_factory=dict)  # a term as people write it

    def name(self, mark: str, phrases: Iterable[str]) -> None:
        """These are names of what has the mark."""
        for phrase in phrases:
            terms = phrase_of(phrase)
            if len(terms) == 1:
                [term_alone] = terms
                self.marks.setdefault(term_alone, set()).add(mark)
            elif terms:
                self.phrases.setdefault(terms, set()).add(mark)
            self.note(phrase)

    def named(self, phrase: frozenset[str]) -> set[str]:
        """The marks of what has this name."""
        if len(phrase) == 1:
            [term_alone] = phrase
            return self.marks.get(term_alone, set())
        return self.phrases.get(phrase, set())

    def name_area(self, marks: Iterable[str], name: str) -> None:
        """An area is called by a part of its name too: Beemden, Breda noord."""
        for one in indexed(name) - STOP:
            self.marks.setdefault(one, set()).update(marks)
        self.note(name)

    def note(self, phrase: str) -> None:
        for word in split(phrase):
            key = term(word)
            if word == key or key not in self.surfaces:
                self.surfaces[key] = word


def read() -> Things:
    """From the database; five queries."""
    things = Things()
    for mark, phrases in FACTS.items():
        things.name(mark, phrases)
    for each in FACILITIES:
        labels = [_in(language, each.name) for language in LANGUAGES]
        names = [name for label in labels for name in EITHER.split(label)]
        things.name(FACILITY_MARKS[each.slug], [each.slug, *names])
    for kind in PlaceKind.objects.all():
        things.name(kind_mark(kind.pk), [kind.slug, kind.name, kind.name_en])
        words = {phrase_of(each) for each in [*kind.word_list, kind.name_en]}
        words.discard(frozenset())
        things.kinds |= dict.fromkeys(words, kind.slug)
        if not kind.is_listed:
            things.unlisted |= words
    _read_areas(things)
    return things


def _read_areas(things: Things) -> None:
    """Of every level; each stands for the neighbourhoods in it."""
    inside = defaultdict(list)
    for pk, name, *around in Neighbourhood.objects.values_list(
        "pk", "name", "district", "district__municipality"
    ):
        things.name_area([area_mark(pk)], name)
        for level, area in zip((District, Municipality), around, strict=True):
            inside[level, area].append(area_mark(pk))
    for level in (District, Municipality):
        for pk, name in level.objects.values_list("pk", "name"):
            things.name_area(inside[level, pk], name)


def _in(language, text) -> str:
    with override(language):
        return str(text)
