"""What someone may be typing: neighbourhoods and places by the names they have."""

from django.db.models.expressions import RawSQL
from django.db.models.functions import Length
from django.utils.text import slugify

from places.deciding.slugs import begins_with
from places.search import vocabulary
from places.search.query import group_of
from places.textindex import index, words
from places.textindex.expression import Group

SHORTEST = 2  # letters that say something
IN_NAME = 0  # the tier that looks at names alone


def suggest(text: str, limit: int = 8) -> list:
    """Neighbourhoods and published places whose name has the words so far, the last of
    them unfinished; what begins so comes first, then the shortest name."""
    typed = words.split(text)
    if not typed or len("".join(typed)) < SHORTEST:
        return []
    found = [*_neighbourhoods(typed), *_places(typed, limit)]
    begin = " ".join(typed)

    def rank(one):
        name = " ".join(words.split(one.name))
        return not name.startswith(begin), len(name), name

    return sorted(found, key=rank)[:limit]


def _neighbourhoods(typed) -> list:
    from places.models import Neighbourhood

    *whole, start = typed
    areas = Neighbourhood.objects.select_related("district")
    areas = areas.defer("boundary", "district__boundary").order_by("code")
    return [
        area
        for area in areas
        if (name := words.split(area.name))
        and set(whole) <= set(name)
        and any(word.startswith(start) for word in name)
    ]


def _places(typed, limit) -> list:
    """A name that begins with it may be long, so they are asked for apart: by the slug,
    which was made from it and has an index."""
    from places.models import Place

    *whole, start = typed
    site = vocabulary.current()
    telling = [word for word in whole if word not in words.STOP]
    groups = [group_of(words.term(word), site) for word in telling]
    last = Group(frozenset([words.term(start)]), starts=frozenset([start]))
    sql, params = index.matching((*groups, last), IN_NAME)
    places = Place.objects.published().for_cards()
    places = places.filter(pk__in=RawSQL(sql, params))  # noqa: S611 — our own text
    places = places.order_by(Length("name"), "name", "pk")
    begins = begins_with(slugify(" ".join(typed)))
    together = {place.pk: place for place in places.filter(begins)[:limit]}
    together |= {place.pk: place for place in places[:limit]}
    return list(together.values())
