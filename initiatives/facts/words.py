"""The words by which an activity is found, in the same forms as those of places."""

from django.db.models import Q

from common.kit.tags import names_of
from initiatives.facts import shown_as
from initiatives.facts.vocabulary import FEELINGS
from places import search
from places.textindex.document import FIELDS, document
from places.textindex.words import STOP, indexed

# Fields from which the words of an activity come.
SOURCES = frozenset(
    ["name", "description", "where", "feelings", "organisation", "initiative", "place"]
)


def of_activity(activity) -> str:
    """Terms of its own texts, of its organisation and of its place, with a space before
    and after each."""
    texts = [
        activity.name,
        activity.description,
        activity.where,
        *map(str, names_of(FEELINGS, activity.feelings)),
    ]
    if activity.shown_as:
        texts += shown_as.of(activity.shown_as).texts(activity.whole_id)
    if activity.organisation:
        texts.append(activity.organisation.name)
    if activity.initiative:
        texts.append(activity.initiative.name)
    terms = {term for text in texts for term in indexed(text)}
    if place := activity.place:
        values = [getattr(place, name) for name in FIELDS]
        found = document(values)
        terms |= frozenset().union(*found) if found else indexed(place.name)
    return f" {' '.join(sorted(terms - STOP))} "


def asked_for(text: str, prefix: str = "") -> Q:
    """That all of these words are there, in any way to say them; `prefix` leads to the
    activity."""

    def has(term):
        return Q(**{f"{prefix}words__contains": f" {term} "})

    def any_of(terms):
        return Q(*map(has, sorted(terms)), _connector=Q.OR)

    every = Q()
    for group in search.expression_of(search.words_of(text)):
        ways = any_of(group.terms) if group.terms else Q(pk__in=[])
        for together in group.together:
            ways |= Q(*[any_of(side) for side in together])
        every &= ways
    return every
