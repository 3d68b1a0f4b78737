"""The filters, for everything that lists, draws or exports places.

Their names and values are the public query string, and that is a contract.
"""

import re
from dataclasses import replace
from functools import cached_property, reduce
from operator import or_
from urllib.parse import urlencode

import django_filters as filters
from django import forms
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ontmoeten.lib.forms import BoxField, HereField
from places import clock, search
from places.derived import (
    FACILITY_BITS,
    FREE,
    LISTED,
    STEP_FREE,
    THEME_BITS,
)
from places.facilities import FACILITIES
from places.lettinggo import LettingGo
from places.models import Neighbourhood, Place, PlaceKind
from places.reading import FoundPlaces
from places.selection import DEFAULT, Selection
from themes.models import Theme

DEFAULT_COST = "ja"  # what nothing is asked for means
NO_SUCH = _("There is no “%(value)s” here.")
NEAR, FAR = 1000, 25_000  # metres: a quarter of an hour on foot; the most
LONGEST_SEARCH = 200  # letters
EVERYWHERE = 50_000_000  # metres
LONGEST_NAME = 80  # letters
WHERE = ("bij", "waar", "straal", "buurt", "vak")
REPLACED = {"q", *WHERE}  # by a new search in the field
CHILDREN = "speeltoestel"  # who asks for it wants playgrounds too


class HereFilter(filters.Filter):
    field_class = HereField


class BoxFilter(filters.Filter):
    field_class = BoxField


class RadiusFilter(filters.Filter):
    field_class = forms.IntegerField


class WordsFilter(filters.Filter):
    field_class = forms.CharField


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


class MomentFilter(filters.Filter):
    field_class = MomentField


class PlaceFilterSet(LettingGo, filters.FilterSet):
    """The one filter object: from a query string to a `Selection` and its places."""

    gratis = filters.ChoiceFilter(
        label=_("Cost"),
        choices=[("ja", _("Free")), ("alles", _("Free and paid"))],
        empty_label=None,
        widget=RadioSelect,
        error_messages={"invalid_choice": _("Write gratis=ja or gratis=alles.")},
    )
    drempelvrij = filters.MultipleChoiceFilter(
        label=_("Access"),
        choices=[("ja", _("Without steps"))],
        widget=CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Write drempelvrij=ja, or leave it out.")},
    )
    soort = filters.ModelMultipleChoiceFilter(
        label=_("Type of place"),
        to_field_name="slug",
        queryset=PlaceKind.objects.all(),
        widget=CheckboxSelectMultiple,
        error_messages={"invalid_choice": NO_SUCH},
    )
    voorziening = filters.MultipleChoiceFilter(
        label=_("Has all of"),
        choices=[(each.slug, each.name) for each in FACILITIES],
        widget=CheckboxSelectMultiple,
        error_messages={"invalid_choice": NO_SUCH},
    )
    thema = filters.ModelChoiceFilter(
        label=_("Theme"),
        to_field_name="slug",
        queryset=Theme.objects.all(),
        empty_label=_("All themes"),
        error_messages={"invalid_choice": NO_SUCH},
    )
    buurt = filters.ModelChoiceFilter(
        label=_("Neighbourhood"),
        to_field_name="slug",
        queryset=Neighbourhood.objects.defer("boundary"),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": NO_SUCH},
    )

    bij = HereFilter(label=_("Near you"))
    waar = filters.CharFilter(  # what the page calls the position; it filters nothing
        label=_("Near"), max_length=LONGEST_NAME, widget=forms.HiddenInput
    )
    straal = RadiusFilter(
        label=_("How far at most"),
        min_value=1,
        max_value=FAR,
        widget=forms.HiddenInput,
    )
    q = WordsFilter(
        label=_("Search words"),
        max_length=LONGEST_SEARCH,
        widget=forms.HiddenInput,
        error_messages={"max_length": _("Use at most %(limit_value)d letters.")},
    )
    vak = BoxFilter(label=_("In this part of the map"))
    open = MomentFilter(label=_("Open now"))
    mensen = filters.ChoiceFilter(
        label=_("People now"),
        choices=[("nu", _("People now"))],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Write mensen=nu, or leave it out.")},
    )
    onbekend = filters.ChoiceFilter(
        label=_("What is not sure"),
        choices=[("mee", _("Show it too"))],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Write onbekend=mee, or leave it out.")},
    )
    verouderd = filters.ChoiceFilter(
        label=_("What was not checked for too long"),
        choices=[("mee", _("Show it too"))],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Write verouderd=mee, or leave it out.")},
    )

    class Meta:
        model = Place
        fields = []

    def __init__(self, data, queryset=None, **kwargs):
        data = data.copy()
        for name, values in list(data.lists()):
            # PostgreSQL knows no NUL; with this sign in its place it fits nothing.
            clean = [value.replace("\0", "\ufffd") for value in values if value]
            data.setlist(name, clean)
        data.setdefault("gratis", DEFAULT_COST)
        if "bij" in data:
            data["bij"] = _coarse(data["bij"])
        published = Place.objects.published() if queryset is None else queryset
        super().__init__(data, published, **kwargs)
        self.form.label_suffix = ""

    def filter_queryset(self, queryset):
        return queryset.selected(self.selection)

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
        return self.data["open"].strip() == "nu"

    @cached_property
    def found(self) -> FoundPlaces:
        """The places of `selection`, as lists show them."""
        return FoundPlaces(self.selection)

    def nearest_anyway(self, many: int) -> list[Place]:
        """When nothing is found: the nearest places that come closest to it.

        With all that is asked, however far; else at another moment; else any free ones.
        Nearest to where the visitor looked, or to the middle of where she looked.
        """
        asked = replace(
            self.selection, near=(*self.here, EVERYWHERE), box=None, neighbourhood=None
        )
        ways = [asked, replace(asked, open_at=None), replace(DEFAULT, near=asked.near)]
        for way in ways:
            if places := FoundPlaces(way)[:many]:
                return places
        return []

    @cached_property
    def here(self) -> tuple[float, float]:
        """Latitude and longitude of where the visitor looks."""
        asked = self.form.cleaned_data
        if asked["bij"]:
            return asked["bij"]
        if asked["vak"]:
            west, south, east, north = asked["vak"]
            return (south + north) / 2, (west + east) / 2
        if asked["buurt"]:
            return asked["buurt"].centre.y, asked["buurt"].centre.x
        return clock.calendar().position

    # Addresses of the same question with one answer changed.

    @cached_property
    def asked(self) -> list[tuple[str, str]]:
        """The known parameters as given, without the default."""
        pairs = [
            (name, value)
            for name in self.filters
            for value in self.data.getlist(name)
            if (name, value) != ("gratis", DEFAULT_COST)
        ]
        return list(dict.fromkeys(pairs))

    def query(self, pairs=None) -> str:
        """`?soort=bankje&…` for these pairs (those asked by default), or nothing."""
        pairs = self.asked if pairs is None else pairs
        return f"?{urlencode(pairs)}" if pairs else ""

    def toggled(self, name: str, value: str) -> str:
        """The query with this answer added, or taken away when it is there."""
        pair = (name, value)
        rest = [each for each in self.asked if each != pair]
        return self.query(rest if pair in self.asked else [*rest, pair])

    def with_answers(self, **answers: str) -> str:
        """The query with these answers instead of what was given there."""
        rest = [pair for pair in self.asked if pair[0] not in answers]
        return self.query([*rest, *answers.items()])

    def without(self, *names: str) -> str:
        return self.query([pair for pair in self.asked if pair[0] not in names])

    @property
    def anywhere(self) -> str:
        """The query without where to look."""
        return self.without(*WHERE)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a new search in the field keeps of this one."""
        return [pair for pair in self.asked if pair[0] not in REPLACED]

    @cached_property
    def repaired(self) -> list[str]:
        """The words that were searched for instead of typing errors."""
        words = self.form.cleaned_data["q"]
        return (
            [used for _typed, used in search.interpret(words).repaired] if words else []
        )

    @property
    def is_free(self) -> bool:
        return self.data.get("gratis") != "alles"

    @property
    def where(self) -> str:
        """How the place is called that the visitor looks around, or in."""
        answers = getattr(self.form, "cleaned_data", {})
        area = answers.get("buurt")
        return area.name if area else (answers.get("bij") and answers.get("waar")) or ""

    @property
    def typed(self) -> str:
        """What the search field shows: the words and where to look."""
        where, words = self.where, self.data.get("q", "")
        if words and where:
            return gettext("%(what)s near %(where)s") % {"what": words, "where": where}
        return words or where

    def counts_with(self, many):
        return [FoundPlaces(self.selection_of(asked)).sure_count for asked in many]

    def in_words(self, count, label):
        words = ngettext(
            "%(count)s place without “%(label)s”",
            "%(count)s places without “%(label)s”",
            count,
        )
        return words % {"count": count, "label": label}


def _coarse(position: str) -> str:
    """A position with three decimals, before it gets into any address of ours."""
    if not re.search(r"\.\d{4}", position):
        return position
    try:
        here = HereField().clean(position)
    except forms.ValidationError:
        return position
    return ",".join(f"{degrees:.3f}" for degrees in here)
