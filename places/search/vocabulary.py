"""The words of this site, held by this process and read anew when they change."""

from collections import ChainMap
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from threading import Lock
from time import monotonic

from django.db import connection
from django.db.models.expressions import RawSQL

from common.kit.background import InBackground
from places.models import MapChange, MapVersion, Place, Synonym
from places.search import things
from places.search.repair import Repairer
from places.search.things import Things
from places.textindex import compounds, index, words
from places.textindex.document import FACT_BITS, FIELDS, document, is_of_kind
from places.textindex.expression import Group
from places.textindex.words import phrase_of

# Words that no place has any more are forgotten when all is read anew.
LONGEST_HELD = 3600  # seconds
MOST_COMPOUNDS = 60  # of one part, the most used ones: a database reads each
MOST_HELD = 10_000  # words of which the compounds are remembered
NONE: frozenset[str] = frozenset()
_lock = Lock()
_held: "Vocabulary | None" = None


@dataclass(frozen=True)
class Alike:
    """Phrases that mean the same; or, one way: who says one of `said` also means
    `meant`."""

    said: tuple[frozenset[str], ...]
    meant: tuple[frozenset[str], ...]


@dataclass
class Vocabulary:
    """Never changed after it was made; a newer version is another object."""

    stamp: tuple[int, int]
    read_at: float
    counts: dict[str, int]  # of each term of the index: in how many places
    things: Things
    alike: list[Alike]
    _inside: dict[tuple, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, int]:
        """Every term that means something here, with how often it is used: 0 of what
        means something only together with others."""
        said = {each for group in self.alike for each in group.said}
        known = {one: 0 for each in said for one in each}
        known |= {one: 1 for each in said if len(each) == 1 for one in each}
        known |= dict.fromkeys(self.things.marks, 1)
        return known | self.counts

    @cached_property
    def _text(self) -> str:
        return "\n".join(["", *self.known, ""])

    @cached_property
    def _repairer(self) -> Repairer:
        return Repairer(dict.fromkeys(compounds.COMMON, 1) | self.known)

    @cached_property
    def facts(self) -> dict[frozenset[str], str]:
        """The mark of the fact that a phrase names, as itself or by a synonym."""
        return {
            phrase: min(of_facts)
            for phrase, marks in self._named.items()
            if (of_facts := marks & FACT_BITS.keys())
        }

    @cached_property
    def kinds(self) -> frozenset[frozenset[str]]:
        """The phrases that name a kind."""
        named = self._named.items()
        return frozenset(
            phrase for phrase, marks in named if any(map(is_of_kind, marks))
        )

    def kinds_called(self, term: str) -> set[str]:
        """The marks of the kinds that this is another word for."""
        return set(filter(is_of_kind, self._named.get(frozenset([term]), ())))

    @cached_property
    def _named(self) -> dict[frozenset[str], set[str]]:
        """What each phrase names, as itself or by what it also means."""
        found = {
            frozenset([term]): {*these} for term, these in self.things.marks.items()
        }
        found |= {phrase: {*marks} for phrase, marks in self.things.phrases.items()}
        for group in self.alike:
            marks = set().union(*map(self.things.named, group.meant))
            for phrase in group.said:
                found.setdefault(phrase, set()).update(marks)
        return found

    def knows(self, term: str) -> bool:
        return term in self.known or bool(self.compounds_of(term))

    def repair(self, term: str, typed: str) -> str | None:
        """The known term that was meant by an unknown one, if that is clear.

        What sounds the same is likelier than an error, one error likelier than a new
        compound, and that likelier than two errors.
        """
        if term in compounds.COMMON or self.knows(term):
            return None
        forms, site = {term, typed}, self._repairer
        if one := site.alike(forms) or site.repair(forms, 1):
            return one
        if self.split(term):
            return None
        return site.nearly_alike(forms) or site.repair(forms, 2)

    def split(self, term: str) -> tuple[str, ...]:
        """The known terms that an unknown one is made of."""
        return compounds.split(term, self.known.__contains__)

    def compounds_of(self, part: str, beside: frozenset[str] = NONE) -> frozenset[str]:
        """The known terms that are made of this one and others; what was typed `beside`
        it counts as known."""
        if len(part) < compounds.SHORTEST or not part.isalpha():
            return NONE
        words = frozenset(each for each in {part, *beside} if each not in self.known)
        if (part, words) not in self._inside:
            if len(self._inside) > MOST_HELD:
                self._inside.clear()
            knows = ChainMap(dict.fromkeys(words), self.known).__contains__
            around = sorted(
                self._around(part), key=lambda word: (-self.known[word], word)
            )
            made = (each for each in around if compounds.contains(each, part, knows))
            self._inside[part, words] = frozenset(islice(made, MOST_COMPOUNDS))
        return self._inside[part, words]

    def with_letters(self, part: str) -> frozenset[str]:
        """The terms in use that have these letters in them, the most used ones."""
        if len(part) < compounds.SHORTEST or not part.isalpha():
            return frozenset([part]) & self.counts.keys()
        found = [word for word in self._around(part) | {part} if word in self.counts]
        found.sort(key=lambda word: (-self.counts[word], word))
        return frozenset(found[:MOST_COMPOUNDS])

    def _around(self, part: str) -> set[str]:
        """The known terms with these letters in them, besides themselves."""
        text, found = self._text, set()
        at = text.find(part)
        while at >= 0:
            end = text.index("\n", at)
            found.add(text[text.rindex("\n", 0, at) + 1 : end])
            at = text.find(part, end)
        return found - {part}

    def surface(self, term: str) -> str:
        """A term as people write it: as one of our names does, or a place."""
        return self.things.surfaces.get(term) or _surface(term) or term


def current() -> Vocabulary:
    """One query when nothing changed. Who comes when the whole index has to be read
    again gets the words as they were, while a thread reads them."""
    stamp, held = MapVersion.stamp(), _held
    if held is not None and held.stamp == stamp:
        return held
    is_young = held is not None and monotonic() - held.read_at < LONGEST_HELD
    is_quick = is_young and MapChange.since(held.stamp) is not None
    if held is None or is_quick or connection.in_atomic_block:
        return refresh()
    _following.begin()
    return held


def refresh() -> Vocabulary:
    """Read what changed; who comes while another does so waits and finds it done."""
    global _held
    with _lock:
        stamp = MapVersion.stamp()
        if _held is None or _held.stamp != stamp:
            _held = _read(stamp)
        return _held


_following = InBackground("reading words", refresh)


def after_commit() -> None:
    """Called in the process that changed places; who changed them sees it at once."""
    if _held is not None and not connection.in_atomic_block:
        refresh()


def read_ahead() -> None:
    """Begin to read the words, so that the first who searches waits less for them."""
    _following.begin()


def _read(stamp) -> Vocabulary:
    is_young = _held is not None and monotonic() - _held.read_at < LONGEST_HELD
    changed = MapChange.since(_held.stamp) if is_young else None
    named = things.read()
    alike = _read_synonyms(named)
    if changed is None:
        return Vocabulary(stamp, monotonic(), index.counts(), named, alike)
    counts = _with_new_words(_held.counts, changed)
    if (counts, named, alike) == (_held.counts, _held.things, _held.alike):
        same = copy(_held)  # with all that was computed from these words
        same.stamp = stamp
        return same
    return Vocabulary(stamp, _held.read_at, counts, named, alike)


def _with_new_words(counts, changed):
    """Without reading the whole index: what a few changed places say now."""
    places = Place.objects.filter(pk__in=changed).order_by().values_list(*FIELDS)
    documents = [each for each in map(document, places) if each is not None]
    new = {one for each in documents for terms in each for one in terms}
    new = {one for one in new if one not in counts and not one.startswith("_")}
    return counts | dict.fromkeys(new, 1) if new else counts


def _read_synonyms(named: Things) -> list[Alike]:
    groups = [
        Alike((phrase,), tuple(frozenset([mark]) for mark in sorted(marks)))
        for phrase, marks in named.phrases.items()
    ]
    for said, meant in Synonym.objects.order_by("pk").values_list("words", "finds"):
        sides = []
        for text in (said, meant):
            phrases = [each for each in text.split(",") if phrase_of(each)]
            for phrase in phrases:
                named.note(phrase)
            sides.append(tuple(phrase_of(phrase) for phrase in phrases))
        groups.append(Alike(sides[0], sides[1] or sides[0]))
    return groups


def _surface(term: str) -> str | None:
    """The term as a place that has it writes it."""
    sql, params = index.matching((Group(frozenset([term])),))
    places = Place.objects.published().filter(pk__in=RawSQL(sql, params))  # noqa: S611
    fields = ["name", "address", "description", "description_en"]
    for text in places.order_by("pk").values_list(*fields).first() or ():
        for word in words.split(text):
            if words.term(word) == term:
                return word
    return None
