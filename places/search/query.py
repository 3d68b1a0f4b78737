"""From what someone typed to what the index is asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from places.search import index, vocabulary, words
from places.search.expression import Expression, Group
from places.search.vocabulary import Vocabulary


@dataclass(frozen=True)
class Query:
    """What was understood. `terms` are canonical: equal questions have equal ones."""

    terms: tuple[str, ...]
    repaired: tuple[tuple[str, str], ...]  # (typed, used) as people write them
    names_unlisted: bool  # it names a kind that lists leave out until asked for
    expression: Expression


def terms_of(text: str) -> tuple[str, ...]:
    """The canonical terms of a text; nothing is looked up."""
    return tuple(sorted(words.asked(text)))


def interpret(text: str) -> Query:
    """Read a question with this site's words, its synonyms and its typing errors.

    One query when nothing changed, one more for each word that was repaired.
    """
    return _interpret(words.asked(text), vocabulary.current())


def expression_of(terms: Iterable[str]) -> Expression:
    """What the index is asked for canonical terms."""
    return _interpret({term: term for term in terms}, vocabulary.current()).expression


def matches(terms: Iterable[str]) -> dict[int, int]:
    """Ids of the places that have these terms, with their rank: 0 is best."""
    return index.ranks(expression_of(terms))


def knows(text: str) -> bool:
    """Whether every word means something on this site, without any repair."""
    site = vocabulary.current()
    asked = [term for term in words.asked(text) if term not in words.STOP]
    return bool(asked) and all(site.knows(term) or site.split(term) for term in asked)


def _interpret(asked: dict[str, str], site: Vocabulary) -> Query:
    meant, repaired = {}, []
    for term, typed in asked.items():
        meant[term] = term
        is_known = site.knows(term) or site.split(term)
        if not is_known and (known := site.repair(term)):
            meant[term] = known
            repaired.append((typed, site.surface(known)))
    said = frozenset(meant.values())
    return Query(
        tuple(sorted(asked)),
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
            yield _group(phrase, site)
    for term in sorted(left):
        yield group_of(term, site)


def group_of(term: str, site: Vocabulary) -> Group:
    """Every way to say one term."""
    return _group(frozenset([term]), site)


def _group(phrase: frozenset[str], site: Vocabulary) -> Group:
    """Every way to say it."""
    terms, together = set(), []
    for each in [phrase, *_synonyms(phrase, site)]:
        sides = [side for term in sorted(each) for side in _sides(term, site)]
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


def _sides(term: str, site: Vocabulary) -> list[frozenset[str]]:
    """The term with what is made of it and the marks of what is called so; an unknown
    one that is made of others becomes those."""
    made = site.split(term) if not site.knows(term) else ()
    return [_wide(part, site) for part in made or [term]]


def _wide(term, site) -> frozenset[str]:
    forms = {term} | site.compounds_of(term)
    marks = set().union(*(site.things.marks.get(form, ()) for form in forms))
    return frozenset(forms | marks)


def _names_unlisted(said: frozenset[str], site: Vocabulary) -> bool:
    """Whether the words, or what they mean, hold the whole name of such a kind."""
    phrases = {each for group in site.alike for each in group.said if each <= said}
    meant = [said, *(each for phrase in phrases for each in _synonyms(phrase, site))]
    return any(name <= each for name in site.things.unlisted for each in meant)
