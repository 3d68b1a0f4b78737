"""The filters, for everything that lists, draws or exports places.

Their names and values are the public query string, and that is a contract.
"""

from dataclasses import replace
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

import django_filters as filters
from django import forms
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from places import search
from places.facts.derived import FACILITY_BITS, FREE, LISTED, STEP_FREE, THEME_BITS
from places.finding.choices import plurals, when
from places.finding.choices.chosen import Clause, ToldFilter, small, together
from places.finding.shared_filters import NEAR, WHERE, AlsoFilter, SharedFilterSet
from places.hours import clock
from places.memory.found import FoundPlaces
from places.memory.selection import DEFAULT, Selection
from places.models import Place

EVERYWHERE = 50_000_000  # metres
CHILDREN = "speeltoestel"  # who asks for it wants playgrounds too


class MomentField(forms.CharField):
    """`nu`, or a local time as an aware datetime."""

    widget = forms.HiddenInput

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return clock.read_moment(value)
        except ValueError:
            message = _("Write open=nu, or a time like open=2026-12-05T15:40.")
            raise forms.ValidationError(message) from None


class MomentFilter(ToldFilter):
    field_class = MomentField

    def told(self, value, answer, filter_set):
        if filter_set.is_now:
            return gettext("Open now")
        return gettext("Open %(day)s, %(time)s") % {
            "day": date_format(answer, "D j F"),
            "time": time_format(answer),
        }


def _open(filter_set) -> str:
    if filter_set.is_now:
        return gettext("open now")
    moment = filter_set.form.cleaned_data["open"]
    return gettext("open on %(day)s at %(time)s") % {
        "day": date_format(moment, "l j F"),
        "time": time_format(moment),
    }


def _with_people(filter_set) -> str:
    if filter_set.is_of_now:
        return gettext("with people there now")
    return gettext("with people there then")


class Anyway(NamedTuple):
    """Places that are shown when nothing is found, and which choices do not hold for
    them, in words; empty when all but the distance do."""

    places: list[Place]
    let_go: str


class PlaceFilterSet(SharedFilterSet):
    """The one filter object: from a query string to a `Selection` and its places."""

    open = MomentFilter(label=_("Open now"))
    mensen = filters.ChoiceFilter(
        label=_("People now"),
        choices=[("nu", _("People now"))],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Write mensen=nu, or leave it out.")},
    )
    onbekend = AlsoFilter("onbekend", label=_("What is not sure"))
    verouderd = AlsoFilter("verouderd", label=_("What was not checked for too long"))

    NOT_IN_SENTENCE = SharedFilterSet.NOT_IN_SENTENCE | {"soort"}  # it is the noun
    CLAUSES = {
        "q": SharedFilterSet.CLAUSES["q"],
        "voorziening": SharedFilterSet.CLAUSES["voorziening"],
        "drempelvrij": SharedFilterSet.CLAUSES["drempelvrij"],
        "open": Clause(_open),
        "mensen": Clause(_with_people, attaches=True),
        **SharedFilterSet.CLAUSES,
    }

    class Meta:
        model = Place
        fields = []

    def __init__(self, data, queryset=None, **kwargs):
        published = Place.objects.published() if queryset is None else queryset
        if day := data.get(when.DAY):
            data = data.copy()
            part, time = data.get(when.PART, ""), data.get(when.TIME, "")
            data["open"] = when.written(day, part, time)
        super().__init__(data, published, **kwargs)

    def noun(self):
        kinds = self.form.cleaned_data.get("soort") if self.is_valid() else None
        if kinds:
            first, *rest = [plurals.of(kind) for kind in kinds]
            return together([first, *map(small, rest)])
        if not self.narrows:
            bare = _("Free places to meet") if self.is_free else _("Places to meet")
            return str(bare)
        return gettext("Free places") if self.is_free else gettext("Places")

    def at(self, day, part: str) -> str:
        """The query for a day and a part of it; now without a day."""
        moment = when.written(f"{day}", part) if day else "nu"
        return self.with_answers(open=moment)

    def filter_queryset(self, queryset):
        return search.selected(queryset, self.selection)

    @cached_property
    def selection(self) -> Selection:
        """What is asked, canonically. Only of a filter that `is_valid()`."""
        return self.selection_of(self.form.cleaned_data)

    def selection_of(self, asked: dict) -> Selection:
        """What these answers of the form ask."""
        bits = [FACILITY_BITS[slug] for slug in asked["voorziening"]]
        if asked["gratis"] != "alles":
            bits.append(FREE)
        if asked["drempelvrij"]:
            bits.append(STEP_FREE)
        if asked["thema"]:
            bits.append(THEME_BITS[asked["thema"].slug])
        kinds = frozenset(kind.pk for kind in asked["soort"]) or None
        if kinds is None and not self._asks_for_more(asked):
            bits.append(LISTED)
        open_at = asked["open"]
        if asked["mensen"]:
            open_at = open_at or clock.read_moment("nu")
        neighbourhood = asked["buurt"].pk if asked["buurt"] else None
        near = asked["bij"] and (*asked["bij"], asked["straal"] or NEAR)
        facets = reduce(or_, bits, 0)
        return Selection(
            facets,
            kinds,
            neighbourhood,
            near,
            asked["vak"],
            open_at=open_at,
            with_people=bool(asked["mensen"]),
            words=search.words_of(asked["q"]) if asked["q"] else None,
            with_unknown=bool(asked["onbekend"]),
            with_overdue=bool(asked["verouderd"]),
        )

    @staticmethod
    def _asks_for_more(asked) -> bool:
        """Whether it names a kind that is not in the usual results."""
        if CHILDREN in asked["voorziening"]:
            return True
        return bool(asked["q"]) and search.interpret(asked["q"]).names_unlisted

    @property
    def is_of_now(self) -> bool:
        """Whether the answer depends on the clock. Only of one that `is_valid()`."""
        if self.form.cleaned_data["open"] is None:
            return bool(self.form.cleaned_data["mensen"])
        return self.is_now

    @property
    def is_now(self) -> bool:
        """Whether it asks what is open now."""
        return self.data.get("open", "").strip() == "nu"

    @cached_property
    def found(self) -> FoundPlaces:
        """The places of `selection`, as lists show them."""
        return FoundPlaces(self.selection)

    def nearest_anyway(self, many: int) -> "Anyway":
        """When nothing is found: the nearest places that come closest to it.

        With all that is asked, however far; else at another moment; else any free ones.
        Nearest to where the visitor looked, or to the middle of where she looked.
        """
        asked = replace(
            self.selection, near=(*self.here, EVERYWHERE), box=None, neighbourhood=None
        )
        at_any_time = replace(asked, open_at=None, with_people=False)
        names = list(dict.fromkeys(name for name, _value in self.asked))
        others = [name for name in names if name not in (*WHERE, "gratis")]
        ways = [
            (asked, []),
            (at_any_time, [name for name in names if name in ("open", "mensen")]),
            (replace(DEFAULT, near=asked.near), [*others, *self._paid]),
        ]
        for way, let_go in ways:
            if places := FoundPlaces(way)[:many]:
                labels = [self.chosen_in_words(name) for name in let_go]
                return Anyway(places, together([f"“{label}”" for label in labels]))
        return Anyway([], "")

    @property
    def _paid(self) -> list[str]:
        return [] if self.is_free else ["gratis"]

    def counts_with(self, many):
        return [FoundPlaces(self.selection_of(asked)).sure_count for asked in many]

    def in_words(self, count, chosen):
        words = ngettext(
            "%(count)s place without “%(chosen)s”",
            "%(count)s places without “%(chosen)s”",
            count,
        )
        return words % {"count": count, "chosen": chosen}
