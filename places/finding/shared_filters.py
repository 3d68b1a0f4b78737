"""The questions that lists of places and the agenda share.

Their names and values are the public query string, and that is a contract.
"""

import re
from functools import cached_property

import django_filters as filters
from django import forms
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.web.forms import BoxField, HereField
from common.web.query_string import QueryString, cleaned
from places import search
from places.facts.facilities import FACILITIES
from places.finding.choices.chosen import ChosenFilters, Clause, ToldFilter, together
from places.finding.choices.relaxing import RelaxedFilters
from places.hours import clock
from places.models import Neighbourhood, PlaceKind
from themes.models import Theme

DEFAULT_COST = "ja"  # what nothing is asked for means
NO_SUCH = _("There is no “%(value)s” here.")
NEAR, FAR = 1000, 25_000  # metres: a quarter of an hour on foot; the most
LONGEST_SEARCH = 200  # letters
LONGEST_NAME = 80  # letters
WHERE = ("bij", "waar", "straal", "buurt", "vak")
REPLACED = {"q", *WHERE}  # by a new search in the field


class HereFilter(ToldFilter):
    field_class = HereField

    def told(self, value, answer, filter_set):
        if name := filter_set.form.cleaned_data.get("waar"):
            return gettext("Near %(place)s") % {"place": name}
        return gettext("Near you")


class BoxFilter(ToldFilter):
    field_class = BoxField

    def told(self, value, answer, filter_set):
        return gettext("In this part of the map")


class RadiusFilter(ToldFilter):
    field_class = forms.IntegerField

    def told(self, value, answer, filter_set):
        if answer < 1000 or answer % 100:
            return gettext("At most %(metres)s metres") % {"metres": answer}
        kilometres = number_format(answer / 1000, 0 if answer % 1000 == 0 else 1)
        return gettext("At most %(kilometres)s km") % {"kilometres": kilometres}


class WordsFilter(ToldFilter):
    field_class = forms.CharField

    def told(self, value, answer, filter_set):
        return gettext("“%(words)s”") % {"words": answer}


class AlsoFilter(ToldFilter, filters.ChoiceFilter):
    """`mee`: what is left out at first is shown too, in a group of its own."""

    def __init__(self, name, **kwargs):
        super().__init__(
            choices=[("mee", _("Show it too"))],
            widget=forms.HiddenInput,
            error_messages={"invalid_choice": MESSAGES[name]},
            **kwargs,
        )

    def told(self, value, answer, filter_set):
        return str(self.label)


MESSAGES = {
    "onbekend": _("Write onbekend=mee, or leave it out."),
    "verouderd": _("Write verouderd=mee, or leave it out."),
}


def _kinds(filter_set) -> str:
    kinds = together(filter_set.labels("soort"), any_of=True)
    return gettext("at a %(kinds)s") % {"kinds": kinds}


def _facilities(filter_set) -> str:
    return gettext("with %(facilities)s") % {
        "facilities": together(filter_set.labels("voorziening"))
    }


def _themed(filter_set) -> str:
    return gettext("within the theme %(theme)s") % {
        "theme": filter_set.form.cleaned_data["thema"]
    }


def _searched(filter_set) -> str:
    return gettext("for “%(words)s”") % {"words": filter_set.form.cleaned_data["q"]}


def _in_area(filter_set) -> str:
    return gettext("in %(area)s") % {"area": filter_set.form.cleaned_data["buurt"]}


def _one_label(name: str):
    return lambda filter_set: together(filter_set.labels(name))


def _near(filter_set) -> str:
    if name := filter_set.form.cleaned_data["waar"]:
        return gettext("near %(place)s") % {"place": name}
    return gettext("near you")


class SharedFilterSet(ChosenFilters, RelaxedFilters, QueryString, filters.FilterSet):
    """From a query string to what is asked of a place, and addresses around that."""

    DEFAULTS = {"gratis": DEFAULT_COST}
    GO_WITH = {"waar": "bij", "straal": "bij"}
    SAID_BY_IT = frozenset({"waar"})
    NOT_IN_SENTENCE = frozenset({"gratis", "waar", "onbekend", "verouderd"})
    CLAUSES = {
        "q": Clause(_searched, attaches=True),
        "voorziening": Clause(_facilities, attaches=True),
        "drempelvrij": Clause(_one_label("drempelvrij"), attaches=True),
        "thema": Clause(_themed, attaches=True),
        "soort": Clause(_kinds, attaches=True),
        "buurt": Clause(_in_area, attaches=True),
        "bij": Clause(_near, attaches=True),
        "straal": Clause(_one_label("straal")),
        "vak": Clause(_one_label("vak"), attaches=True),
    }

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

    def __init__(self, data, queryset=None, **kwargs):
        data = cleaned(data)
        data.setdefault("gratis", DEFAULT_COST)
        if "bij" in data:
            data["bij"] = _coarse(data["bij"])
        super().__init__(data, queryset, **kwargs)
        self.form.label_suffix = ""

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


def _coarse(position: str) -> str:
    """A position with three decimals, before it gets into any address of ours."""
    if not re.search(r"\.\d{4}", position):
        return position
    try:
        here = HereField().clean(position)
    except forms.ValidationError:
        return position
    return ",".join(f"{degrees:.3f}" for degrees in here)
