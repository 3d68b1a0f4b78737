"""Form fields that belong to no app."""

import unicodedata
from collections.abc import Iterable

from django import forms
from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _

from common.kit.geo import NL_BOX, is_in_box, point_at

# Signs that nobody sees and that turn a text around or hide a part of it; those that
# only say in which direction a script runs (U+200E, U+200F) may stay.
INVISIBLE = {0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
DECIMALS = 3  # some 100 metres: near enough to search, too coarse for an address

# What a GeoDjango column tells its form field; here all of it is fixed.
GEOMETRY_OPTIONS = ["geom_type", "srid", "max_geom_collections"]


def tidy(text: str) -> str:
    """A text without signs that nobody typed by hand."""
    return "".join(
        sign
        for sign in text
        if ord(sign) not in INVISIBLE
        and (sign in "\n\r\t" or unicodedata.category(sign) != "Cc")
    ).strip()


class TidyTexts:
    """For a form: every text in it is tidy, and a required one still says something."""

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        for name, value in list(cleaned.items()):
            if not isinstance(value, str) or (tidied := tidy(value)) == value:
                continue
            cleaned[name] = tidied
            field = self.fields[name]
            if field.required and not tidied:
                self.add_error(name, field.error_messages["required"])
        return cleaned


class LatLonField(forms.CharField):
    """A point in WGS84, typed as map links write it: "52.155,5.387".

    Refuses, in words, what cannot be a position and what lies the wrong way round.
    """

    default_error_messages = {
        "nonsense": _("Give a latitude and a longitude, like 52.155,5.387."),
        "swapped": _("The two numbers are the wrong way round: first 51…, then 4…."),
    }

    def __init__(self, **kwargs):
        for option in GEOMETRY_OPTIONS:
            kwargs.pop(option, None)
        super().__init__(**kwargs)

    def to_python(self, value) -> Point | None:
        if value in self.empty_values or isinstance(value, Point):
            return value or None
        try:
            lat, lon = (float(part) for part in value.split(","))
            point = point_at(lat, lon)
        except ValueError:
            message = self.error_messages["nonsense"]
            raise forms.ValidationError(message, code="nonsense") from None
        if is_in_box(lat, lon, NL_BOX):
            raise forms.ValidationError(self.error_messages["swapped"], code="swapped")
        return point

    def prepare_value(self, value):
        if isinstance(value, Point):
            return f"{value.y:.6f},{value.x:.6f}"
        return value

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "")


class HereField(LatLonField):
    """Where a visitor is: (lat, lon), of which three decimals are kept at most."""

    widget = forms.HiddenInput

    def to_python(self, value) -> tuple[float, float] | None:
        point = super().to_python(value)
        return point and (round(point.y, DECIMALS), round(point.x, DECIMALS))


class BoxField(forms.CharField):
    """A box in degrees WGS84, written "west,south,east,north"."""

    widget = forms.HiddenInput
    default_error_messages = {
        "nonsense": _("Give a box as west,south,east,north, like 5.3,52.1,5.5,52.2."),
    }

    def to_python(self, value) -> tuple[float, float, float, float] | None:
        if value in self.empty_values:
            return None
        try:
            west, south, east, north = (float(part) for part in value.split(","))
            is_box = -180 <= west < east <= 180 and -90 <= south < north <= 90
        except ValueError:
            is_box = False
        if not is_box:
            message = self.error_messages["nonsense"]
            raise forms.ValidationError(message, code="nonsense")
        return west, south, east, north


class SlugsField(forms.MultipleChoiceField):
    """Several things, which a column keeps as their slugs with commas between: a box to
    tick for each. `things` have a `slug`, and something to read in `said_by`."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, things: Iterable, said_by: str, **kwargs):
        choices = [(each.slug, getattr(each, said_by)) for each in things]
        super().__init__(choices=choices, required=False, **kwargs)

    def prepare_value(self, value):
        return sorted(_slugs(value)) if isinstance(value, str) else value

    def clean(self, value):
        return ", ".join(super().clean(value))

    def has_changed(self, initial, data):
        return _slugs(initial or "") != set(data or [])


def _slugs(text: str) -> set[str]:
    return {part.strip() for part in text.split(",") if part.strip()}
