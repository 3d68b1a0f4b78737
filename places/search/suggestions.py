"""What someone may be typing: areas and places by the names they have."""

from django.db.models.expressions import RawSQL
from django.db.models.functions import Length
from django.utils.text import slugify

from places.deciding.slugs import begins_with
from places.search import vocabulary
from places.search.query import first, group_of, interpret
from places.textindex import index, words
from places.textindex.expression import Group

SHORTEST = 2  # letters that say something
SOME = 50  # places to look through for those that are called so
IN_NAME = 0  # the tier that looks at names alone


def suggest(text: str, limit: int = 8) -> list:
    """Areas and published places whose name has the words so far, the last of them
    unfinished; what begins so comes first, then the shortest name."""
    typed = words.split(text)
    if not typed or len("".join(typed)) < SHORTEST:
        return []
    *whole, start = typed
    telling = set(map(words.term, whole))

    def fits(area):
        name = words.split(area.name)
        is_begun = any(word.startswith(start) for word in name)
        return is_begun and telling <= set(map(words.term, name))

    found = [*filter(fits, _areas()), *_places(typed, limit)]
    begin = " ".join(typed)

    def rank(one):
        name = " ".join(words.split(one.name))
        return not name.startswith(begin), len(name), name

    return sorted(found, key=rank)[:limit]


def suggest_meant(text: str, limit: int = 8) -> list:
    """The same for whole words with an error in them: some of what is called as was
    meant. Of very many places not all are looked through."""
    from places.models import Place

    question = interpret(text)
    if not question.meant:
        return []

    def fits(one):
        name = words.indexed(one.name)
        return not any(name.isdisjoint(each.terms) for each in question.expression)

    places = Place.objects.published().for_cards()
    found = [*_areas(), *places.filter(pk__in=first(question, SOME)).order_by("pk")]
    return sorted(filter(fits, found), key=lambda one: len(one.name))[:limit]


def _areas() -> list:
    """Municipalities and districts before neighbourhoods, in one query."""
    from places.models import Neighbourhood

    around = "district", "district__municipality"
    hidden = [f"{each}__boundary" for each in around]
    areas = Neighbourhood.objects.select_related(*around).order_by("code")
    found = ({}, {}, {})
    for area in areas.defer("boundary", *hidden):
        district = area.district
        levels = zip(found, (district.municipality, district, area), strict=True)
        for level, each in levels:
            level[each.pk] = each
    return [area for level in found for area in level.values()]


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
