"""Maps for staff: to choose where something is, and to look at a boundary."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib.gis.db import models as gis
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from common.kit.geo import key_of, point_at
from common.web.forms import LatLonField
from places.facts.locations import Spot
from places.map import basemap, pointing
from places.models import Neighbourhood

LONGEST = 200  # letters of the words for a spot
CSS = ["leaflet/leaflet.css", "css/finding.css", "css/places/admin-map.css"]
MODULE = forms.widgets.Script("js/places/choosing/staff-map.js", type="module")


def map_attributes():
    """What the module needs to draw a map, as data- attributes."""
    data = {
        "background": basemap.address(),
        "outlines": reverse("places:outlines"),
        "attribution": basemap.attribution(),
        "leaflet": static("leaflet/leaflet.js"),
        "icons": static("icons/icons.svg"),
        "word-in": _("Zoom in"),
        "word-out": _("Zoom out"),
        "word-loading": _("The map is loading. Wait a moment before you press on it."),
        "failed": _("The map does not work now. Type the position."),
    }
    return format_html_join(" ", 'data-{}="{}"', data.items())


class MapWidget(forms.TextInput):
    """A text field with a map that fills it, and the box of `AsksOutside`."""

    asked_spot = ""  # the spot outside the municipality that is asked about
    is_meant = False  # whether the box says that this spot is right

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "asked_spot": self.asked_spot,
            "is_meant": self.is_meant,
            "city": settings.SITE_CITY,
        }
        return {**context, "map_attributes": map_attributes()}


@dataclass(frozen=True)
class Words:
    """What was typed instead of a position; `chosen` is the key of one of its spots."""

    text: str
    chosen: str = ""


class PointWidget(MapWidget):
    """A field for an address or the name of a place, a text field for "lat,lon", and
    below them a map that fills it. Its value is the position, or `Words` where that was
    left as it was: they are what was typed last."""

    template_name = "places/map/point.html"
    spots: list[tuple[str, Spot]] = []  # with their keys: to choose from

    class Media:
        css = {"all": CSS}
        js = [MODULE]

    def value_from_datadict(self, data, files, name):
        at = data.get(name, "").strip()
        text = data.get(f"{name}-words", "").replace("\0", "").strip()[:LONGEST]
        if not text or at not in ("", data.get(f"{name}-shown", "")):
            return at
        is_asked = data.get(f"{name}-asked") == text
        return Words(text, data.get(f"{name}-spot", "") if is_asked else "")

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}-words" not in data

    def get_context(self, name, value, attrs):
        words = value.text if isinstance(value, Words) else ""
        context = super().get_context(name, None if words else value, attrs)
        context["widget"] |= {"words": words, "spots": self.spots}
        return context


class PointField(LatLonField):
    """A point in WGS84: a position, or words for which just one spot is found."""

    widget = PointWidget

    def to_python(self, value) -> Point | None:
        if not isinstance(value, Words):
            return super().to_python(value)
        spots = pointing.spots_called(value.text)
        if (found := pointing.meant(spots, value.chosen)) is None:
            self.widget.spots = [(key_of(each.lat, each.lon), each) for each in spots]
            raise ValidationError(_("Choose which one you mean."), "several")
        return point_at(found.lat, found.lon)


class WhereWidget(MapWidget):
    """A text field for where something is, in words or as "lat,lon"; with JavaScript a
    button for where the phone is and a map to tap."""

    template_name = "places/map/where.html"


class AsksOutside:
    """For a form with a `MapWidget`: a spot outside the municipality is asked about, by
    a box beside the field that holds for this one spot."""

    def clean(self):
        cleaned = super().clean()
        for name in self.changed_data:
            point = self.cleaned_data.get(name)
            if isinstance(point, Point) and isinstance(
                self.fields[name].widget, MapWidget
            ):
                try:
                    self.ask_when_outside(name, point)
                except ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def ask_when_outside(self, name: str, point: Point) -> bool:
        """Whether a point of this field lies outside the municipality, and is meant.

        `point` is in WGS84. Raises a ValidationError when nobody said yet that it is
        meant. A municipality of which nothing is known has no outside.
        """
        areas = Neighbourhood.objects.area_index()
        if not areas.knows_the_municipality() or areas.inside([point.x], [point.y])[0]:
            return False
        widget, spot = self.fields[name].widget, key_of(point.y, point.x)
        widget.asked_spot = spot
        widget.is_meant = self.data.get(f"{self.add_prefix(name)}-outside") == spot
        if not widget.is_meant:
            message = _("This spot lies outside %(city)s. Here after all?")
            raise ValidationError(message, "outside", {"city": settings.SITE_CITY})
        return True


def boundary_map(area) -> str:
    """A map that shows an area's boundary, or says that there is none yet."""
    if not (area and area.boundary):
        return _("No boundary yet; import_areas brings it.")
    context = {
        "map_attributes": map_attributes(),
        "boundary": area.sketch().json,
        "is_generalised": getattr(area, "is_generalised", False),
    }
    return render_to_string("places/map/boundary.html", context)


# Plain fields where the admin's own widgets can't be used with a screen reader.
WIDGETS = {
    gis.PointField: {"form_class": PointField, "widget": PointWidget},
    gis.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
    gis.URLField: {"assume_scheme": "https"},
}
