"""What places share and how people call it: kinds, neighbourhoods, facts.

Each thing has phrases; each phrase is the terms that together name it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import override

from places.facts.facilities import FACILITIES
from places.models import District, Neighbourhood, PlaceKind
from places.textindex.document import (
    FACILITY_MARKS,
    FREE_MARK,
    STEP_FREE_MARK,
    area_mark,
    kind_mark,
)
from places.textindex.words import STOP, indexed, phrase_of, split, term

# Words for facts that are no facilities.
FACTS = {
    FREE_MARK: ["gratis", "kosteloos", "free"],
    STEP_FREE_MARK: ["drempelvrij", "zonder drempel", "rolstoel", "rollator",
                     "rolstoelvriendelijk", "step-free"],
}  # fmt: skip
LANGUAGES = ("nl", "en")


@dataclass
class Things:
    """Which marks a term stands for, and which kinds a whole phrase names."""

    marks: dict[str, set[str]] = field(default_factory=dict)
    # Of the kinds that lists leave out until someone asks for one.
    unlisted: set[frozenset[str]] = field(default_factory=set)
    surfaces: dict[str, str] = field(default_factory=dict)  # a term as people write it

    def add(self, marks: Iterable[str], phrases: Iterable[str]) -> None:
        for phrase in phrases:
            for one in indexed(phrase) - STOP:
                self.marks.setdefault(one, set()).update(marks)
            self.note(phrase)

    def note(self, phrase: str) -> None:
        for word in split(phrase):
            key = term(word)
            if word == key or key not in self.surfaces:
                self.surfaces[key] = word


def read() -> Things:
    """From the database; three queries."""
    things = Things()
    for mark, phrases in FACTS.items():
        things.add([mark], phrases)
    for each in FACILITIES:
        names = [each.slug, *(_in(language, each.name) for language in LANGUAGES)]
        things.add([FACILITY_MARKS[each.slug]], names)
    for kind in PlaceKind.objects.all():
        phrases = [*kind.word_list, kind.name_en]
        things.add([kind_mark(kind.pk)], phrases)
        if not kind.is_listed:
            things.unlisted |= {phrase_of(each) for each in phrases} - {frozenset()}
    inside = {}
    for pk, name, district in Neighbourhood.objects.values_list(
        "pk", "name", "district_id"
    ):
        things.add([area_mark(pk)], [name])
        inside.setdefault(district, []).append(area_mark(pk))
    for pk, name in District.objects.values_list("pk", "name"):
        things.add(inside.get(pk, []), [name])
    return things


def _in(language, text) -> str:
    with override(language):
        return str(text)
