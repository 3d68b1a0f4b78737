"""When nothing is found: which of the choices to let go of, and what that gives."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

# An answer that asks nothing, where that is not None.
LET_GO = {
    "gratis": "alles", "drempelvrij": [], "soort": [], "voorziening": [], "zin": [],
    "dimensie": [], "taal": [], "dagdeel": [],
}  # fmt: skip


class Way(NamedTuple):
    """Without one of the choices: its parameter, and what is asked then, as pairs of an
    address and as the answers of the form."""

    name: str
    pairs: list[tuple[str, str]]
    answers: dict


class RelaxedFilters:
    """For a filter set, which says how many it finds with other answers (`counts_with`)
    and how people say that (`in_words`)."""

    NEVER_RELAXED: tuple[str, ...] = ()  # parameters that one does not let go of

    def told(self, name: str, value: str) -> str:
        """One answer as people say it."""
        raise NotImplementedError

    def values(self, name: str) -> list[str]:
        """The answers that were given by a parameter."""
        raise NotImplementedError

    def counts_with(self, many: list[dict]) -> list[int]:
        raise NotImplementedError

    def in_words(self, count: int, chosen: str) -> str:
        """That there are so many without what was chosen."""
        raise NotImplementedError

    def options(self) -> Iterator[Way]:
        """Letting go of "free" is asking for paid ones too."""
        if not self.is_valid():
            return
        names = dict.fromkeys(["gratis", *(name for name, _value in self.asked)])
        for name in names:
            pairs = [pair for pair in self.asked if pair[0] != name]
            if name == "gratis":
                pairs.append(("gratis", "alles"))
            if name not in self.NEVER_RELAXED and pairs != self.asked:
                answers = {**self.form.cleaned_data, name: LET_GO.get(name)}
                yield Way(name, pairs, answers)

    @cached_property
    def counted_options(self) -> list[dict]:
        """What to let go of and how many that gives, most first."""
        ways = list(self.options())
        counts = self.counts_with([way.answers for way in ways])
        found = [pair for pair in zip(counts, ways, strict=True) if pair[0]]
        found.sort(key=lambda pair: -pair[0])
        return [
            {
                "count": count,
                "label": (chosen := self.chosen_in_words(way.name)),
                "text": self.in_words(count, chosen),
                "query": self.query(way.pairs),
            }
            for count, way in found
        ]

    def chosen_in_words(self, name: str) -> str:
        """What was chosen by a parameter, as the page calls it: "Without steps"."""
        if name == "gratis" and not self.values(name):
            return _("Free")
        return ", ".join(self.told(name, value) for value in self.values(name))
