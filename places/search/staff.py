"""What staff find: every place, by a part of a word too, and by its id in a source."""

from itertools import islice

from django.db.models import Q

from common.moderation.states import State
from places.models import Dataset, Place
from places.search import vocabulary
from places.search.query import group_of
from places.textindex import index, words
from places.textindex.expression import Group

HIDDEN = [state for state in State if state is not State.PUBLISHED]
TEXTS = ["name", "address", "description"]


def found(text: str, most: int | None) -> list[int]:
    """Ids of so many places at most, or of all: published ones by the index, others by
    their texts; whatever has this id in its source comes first."""
    in_source = Place.objects.filter(
        source_id=text.strip(), dataset__in=Dataset.objects.values_list("pk", flat=True)
    )
    hidden = Place.objects.filter(state__in=HIDDEN)
    for word in text.split():
        fits = Q(*[(f"{name}__icontains", word) for name in TEXTS], _connector=Q.OR)
        hidden = hidden.filter(fits)
    ids = dict.fromkeys(in_source.order_by().values_list("pk", flat=True)[:most])
    ids |= dict.fromkeys(hidden.order_by().values_list("pk", flat=True)[:most])
    asked = tuple(_groups(text))
    indexed = index.some(asked, most) if most else index.ranks(asked).ids.tolist()
    ids |= dict.fromkeys(indexed)
    return list(islice(ids, most))


def _groups(text: str):
    site = vocabulary.current()
    typed = words.split(text)
    for word in [word for word in typed if word not in words.STOP] or typed:
        term = words.term(word)
        parts = site.with_letters(word) | site.with_letters(term)
        meant = term if parts else site.repair(term, word) or term
        group = group_of(meant, site)
        yield Group(group.terms | parts, group.together)
