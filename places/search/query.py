"""From what someone typed to what the index is asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from common.protect.turns import SEARCHING
from places.search import vocabulary
from places.search.vocabulary import Vocabulary
from places.textindex import index, words
from places.textindex.expression import Expression, Group

# What every place is: it tells nothing beside other words.
VAGUE = frozenset(map(words.term, ["plek", "place", "spot"]))


@dataclass(frozen=True)
class Query:
    """What was understood."""

    words: tuple[str, ...]  # canonical: equal questions have equal ones
    meant: tuple[tuple[str, str], ...]  # a word as typed, the term used instead
    names_unlisted: bool  # it names a kind that lists leave out until asked for
    expression: Expression

    @property
    def repaired(self) -> tuple[tuple[str, str], ...]:
        """(typed, used) as people write them."""
        site = vocabulary.current()
        return tuple((typed, site.surface(term)) for typed, term in self.meant)


def words_of(text: str) -> tuple[str, ...]:
    """The canonical words of a text; nothing is looked up."""
    return tuple(sorted(words.asked(words.split(text)).values()))


def interpret(text: str) -> Query:
    """Read a question with this site's words, its synonyms and its typing errors.

    One query when nothing changed; to show what was repaired, one more for each word.
    """
    return _interpret(words_of(text), vocabulary.current())


def expression_of(canonical: Iterable[str]) -> Expression:
    """What the index is asked for canonical words."""
    return _interpret(tuple(canonical), vocabulary.current()).expression


def matches(canonical: Iterable[str]) -> index.Ranks:
    """The places that have these canonical words, and how well. A few questions at a
    time: each answer may be of all places there are."""
    with SEARCHING.one():
        return index.ranks(expression_of(canonical))


def first(question: Query, most: int) -> list[int]:
    """Ids of so many places that fit, whichever: for who only wants to see some."""
    return index.some(question.expression, most)


def selected(places, selection):
    """Of a queryset of places those that a selection asks for, its words read as this
    site means them."""
    words = selection.words
    expression = None if words is None else expression_of(words)
    return places.selected(selection, expression)


def knows(text: str) -> bool:
    """Whether every word means something on this site, without any repair."""
    site = vocabulary.current()
    terms = [each for each in words.asked(words.split(text)) if each not in words.STOP]
    return bool(terms) and all(site.knows(each) or site.split(each) for each in terms)


def finds(text: str) -> bool:
    """Whether any place has all of these words, as they are: nothing is repaired."""
    return knows(text) and bool(index.some(expression_of(words_of(text)), 1))


def leads_to_something(text: str) -> bool:
    """Whether any place has these words, as they are or as they are understood."""
    return bool(first(interpret(text), 1))


def facts() -> tuple[dict[frozenset[str], str], frozenset[frozenset[str]]]:
    """The marks of the phrases that name a fact, and the phrases that name a kind."""
    site = vocabulary.current()
    return site.facts, site.kinds


def kind_of(text: str) -> str | None:
    """The slug of the kind that imports know by these words, when they say nothing else
    here: nobody has a synagogue, but there are places of worship."""
    site, phrase = vocabulary.current(), words.phrase_of(text)
    is_said = all(site.knows(term) for term in phrase) or _synonyms(phrase, site)
    return None if is_said else site.things.kinds.get(phrase)


def _interpret(canonical: tuple[str, ...], site: Vocabulary) -> Query:
    meant, repaired = [], []
    for term, typed in words.asked(list(canonical)).items():
        known = site.repair(term, typed)
        meant.append(known or term)
        if known:
            repaired.append((typed, known))
    said = frozenset(meant)
    return Query(
        canonical,
        tuple(repaired),
        _names_unlisted(said, site),
        tuple(_groups(said, site)),
    )


def _groups(said: frozenset[str], site: Vocabulary):
    """A group for each term, but one for terms that are a phrase together."""
    left = set(said)
    phrases = sorted(
        (each for group in site.alike for each in group.said if len(each) > 1),
        key=lambda each: (-len(each), sorted(each)),
    )
    for phrase in phrases:
        if phrase <= left:
            left -= phrase
            yield _group(phrase, site, said)
    if left != said:
        left -= VAGUE
    for term in sorted(_telling(frozenset(left), site)):
        yield _group(frozenset([term]), site, said)


def _telling(said: frozenset[str], site: Vocabulary) -> frozenset[str]:
    """Without the words that every place is, unless they make a word with another:
    "plek voor kinderen", but "speel plek"."""
    vague, rest = said & VAGUE, said - VAGUE
    if not rest:
        return said
    return rest | {
        word for word in vague if any(site.knows(each + word) for each in rest)
    }


def group_of(term: str, site: Vocabulary) -> Group:
    """Every way to say one term."""
    return _group(frozenset([term]), site, frozenset())


def _group(phrase: frozenset[str], site: Vocabulary, beside: frozenset[str]) -> Group:
    """Every way to say it; what was typed `beside` it may be part of a compound."""
    terms, together = set(), []
    for each in [phrase, *_synonyms(phrase, site)]:
        sides = [side for term in sorted(each) for side in _sides(term, site, beside)]
        if len(sides) == 1:
            terms |= sides[0]
        else:
            together.append(tuple(sides))
    return Group(frozenset(terms), tuple(dict.fromkeys(together)))


def _synonyms(phrase, site) -> list[frozenset[str]]:
    found = [
        each for group in site.alike if phrase in group.said for each in group.meant
    ]
    return [each for each in dict.fromkeys(found) if each != phrase]


def _sides(term: str, site: Vocabulary, beside) -> list[frozenset[str]]:
    """The term with what is made of it and the marks of what is called so; an unknown
    one that is made of others becomes those."""
    made = site.split(term) if not site.knows(term) else ()
    return [_wide(part, site, beside) for part in made or [term]]


def _wide(term, site, beside) -> frozenset[str]:
    forms = {term} | site.compounds_of(term, beside)
    marks = set().union(*(site.things.marks.get(form, ()) for form in forms))
    # A picknickbank is a bank, and another word for a picnic table.
    is_such = [form for form in forms - {term} if form.endswith(term)]
    return frozenset(forms | marks.union(*map(site.kinds_called, is_such)))


def _names_unlisted(said: frozenset[str], site: Vocabulary) -> bool:
    """Whether the words, or what they mean, hold the whole name of such a kind."""
    phrases = {each for group in site.alike for each in group.said if each <= said}
    meant = [said, *(each for phrase in phrases for each in _synonyms(phrase, site))]
    return any(name <= each for name in site.things.unlisted for each in meant)
