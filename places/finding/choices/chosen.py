"""Every choice that is on, in words: each as a chip that one press takes away, and all
together as the sentence above the list.

Both are derived from the filters of the set: a filter that is added gets its chip and
its part of the sentence by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils.translation import gettext as _
from django_filters import Filter

Part = Callable[["ChosenFilters"], str]


@dataclass(frozen=True)
class Chip:
    """One choice, and the query without it."""

    name: str
    value: str
    label: str
    query: str


@dataclass(frozen=True)
class Clause:
    """A part of the sentence; what `attaches` needs no comma behind the noun, what
    `runs_on` none behind another part either."""

    words: Part
    attaches: bool = False
    runs_on: bool = False


class ToldFilter(Filter):
    """A filter that says itself what was chosen by it."""

    def told(self, value: str, answer, filter_set) -> str:
        """`value` as it was given, `answer` what the form made of it."""
        raise NotImplementedError


class ChosenFilters:
    """For a filter set with `asked` and `query` that `is_valid()`."""

    # What only says more about another parameter, goes with it.
    GO_WITH: dict[str, str] = {}
    # Of these the ones that have no chip of their own beside it.
    SAID_BY_IT: frozenset[str] = frozenset()
    # How the sentence says what was chosen by a parameter, in this order.
    CLAUSES: dict[str, Clause] = {}
    # What the page says in another way: as a group of its own in the list.
    NOT_IN_SENTENCE: frozenset[str] = frozenset()

    def noun(self) -> str:
        """What is looked for: "Bankjes", "Activiteiten"."""
        raise NotImplementedError

    @property
    def narrows(self) -> bool:
        """Whether anything is chosen that the sentence says."""
        return any(name not in self.NOT_IN_SENTENCE for name, _value in self.asked)

    @cached_property
    def chosen(self) -> list[Chip]:
        return [
            Chip(name, value, self.told(name, value), self._taken_away(name, value))
            for name, value in self.asked
            if not (name in self.SAID_BY_IT and self.GO_WITH[name] in self.data)
        ]

    def _taken_away(self, name, value) -> str:
        return self.query(
            [
                pair
                for pair in self.asked
                if pair != (name, value) and self.GO_WITH.get(pair[0]) != name
            ]
        )

    def told(self, name: str, value: str) -> str:
        """One answer as people say it: "Zonder drempel", "Bij Heuvel"."""
        filter_, field = self.filters[name], self.form.fields[name]
        answer = self.form.cleaned_data.get(name)
        if isinstance(filter_, ToldFilter):
            return filter_.told(value, answer, self)
        if isinstance(field, forms.ModelChoiceField):
            objects = [answer] if not hasattr(answer, "__iter__") else answer
            key = field.to_field_name or "pk"
            named = {str(getattr(each, key)): str(each) for each in objects if each}
            return named.get(value, value)
        known = {str(key): str(text) for key, text in getattr(field, "choices", ())}
        return known.get(value) or f"{field.label}: {value}"

    @cached_property
    def sentence(self) -> str:
        """What is looked for, with all that was chosen."""
        if not self.is_valid():
            return self.noun()
        names = dict.fromkeys(name for name, _value in self.asked)
        order = [*self.CLAUSES, *(name for name in names if name not in self.CLAUSES)]
        text = self.noun()
        for name in order:
            if name not in names or name in self.NOT_IN_SENTENCE:
                continue
            if self.GO_WITH.get(name) in names and name in self.SAID_BY_IT:
                continue
            clause = self.CLAUSES.get(name) or Clause(
                lambda _set, n=name: self._plain(n)
            )
            if words := clause.words(self):
                is_first = text == self.noun()
                attaches = clause.runs_on or (is_first and clause.attaches)
                text += " " if attaches else ", "
                text += words
        return text

    def _plain(self, name) -> str:
        return together([small(self.told(name, value)) for value in self.values(name)])

    def values(self, name: str) -> list[str]:
        return [value for each, value in self.asked if each == name]

    def labels(self, name: str) -> list[str]:
        """What was chosen by a parameter, as it stands inside a sentence."""
        return [small(self.told(name, value)) for value in self.values(name)]


def small(words: str) -> str:
    """With a small letter, unless it is a name in capitals: "OV", "'s Avonds"."""
    if words[1:2].isupper():
        return words
    at = 3 if words.startswith("'s ") else 0
    return words[:at] + words[at : at + 1].lower() + words[at + 1 :]


def quoted(labels: list[str]) -> str:
    """For inside “…”: Gratis” en “Heuvel."""
    if len(labels) < 2:
        return "".join(labels)
    both = {"words": "”, “".join(labels[:-1]), "last": labels[-1]}
    return _("%(words)s” and “%(last)s") % both


def together(words: list[str], *, any_of: bool = False) -> str:
    """a, b and c; a, b or c when any of them will do."""
    if len(words) < 2:
        return "".join(words)
    both = {"words": ", ".join(words[:-1]), "last": words[-1]}
    return (
        _("%(words)s or %(last)s") if any_of else _("%(words)s and %(last)s")
    ) % both
