"""Which kind of place a source means, by OpenStreetMap's tags or by a word."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from places.importing.run.report import Unreadable
from places.models import PlaceKind


def normal(word: str) -> str:
    return " ".join(word.casefold().split())


# What tables made of OpenStreetMap say of the object itself: a shape is no kind.
SHAPES = {
    *("node", "way", "relation", "area", "closed_way"),
    *("multipolygon", "boundary", "site", "route", "collection"),
    *("point", "line", "polygon", "multipoint", "multilinestring", "linestring"),
}


def kind_word(text: str) -> str:
    """What a source calls it; empty where it only says what shape it has."""
    word = text.strip()
    return "" if word.casefold() in SHAPES else word


class KindFinder:
    """The kinds, read once; earlier in their order wins."""

    def __init__(self, only: str | None = None, words: Mapping[str, str] | None = None):
        """`only`: the slug of the one kind to look for. Unreadable when unknown.
        `words` are what a source calls kinds, with the slug of ours."""
        self.kinds = list(PlaceKind.objects.prefetch_related("themes"))
        self.by_pk = {kind.pk: kind for kind in self.kinds}
        self.by_slug = {kind.slug: kind for kind in self.kinds}
        self.only = self._only(only) if only else None
        self.words: dict[str, PlaceKind] = {}
        self.tags: dict[tuple[str, str], tuple[int, PlaceKind]] = {}
        for rank, kind in enumerate(self.kinds):
            self.words.setdefault(kind.slug.casefold(), kind)
            if self.only in (None, kind):
                for tag in kind.tag_list:
                    self.tags.setdefault(tag, (rank, kind))
        for kind in self.kinds:  # a slug is stronger than another kind's word
            for word in [*kind.word_list, normal(kind.name_en)]:
                self.words.setdefault(word, kind)
        for word, slug in (words or {}).items():
            if slug in self.by_slug:
                self.words[normal(word)] = self.by_slug[slug]

    def _only(self, slug):
        if slug in self.by_slug:
            return self.by_slug[slug]
        facts = {"slug": slug, "known": ", ".join(kind.slug for kind in self.kinds)}
        message = _("“%(slug)s” is no type of place. Known: %(known)s.")
        raise Unreadable(message % facts)

    def by_word(self, word: str) -> PlaceKind | None:
        if self.only:
            return self.only
        return self.words.get(normal(word))

    def knows(self, word: str) -> bool:
        return normal(word) in self.words

    def by_tags(self, tags: Iterable[tuple[str, str]]) -> PlaceKind | None:
        found = [self.tags[tag] for tag in tags if tag in self.tags]
        return min(found, key=lambda one: one[0])[1] if found else None
