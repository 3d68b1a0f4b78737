"""Maps for staff: to choose where something is, and to look at a boundary."""

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

from common.kit.geo import key_of
from common.web.forms import LatLonField
from places.map import basemap
from places.models import Neighbourhood

CSS = ["leaflet/leaflet.css", "css/places/admin-map.css"]
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


class PointWidget(MapWidget):
    """A text field for "lat,lon", and below it a map that fills it."""

    template_name = "places/map/point.html"

    class Media:
        css = {"all": CSS}
        js = [MODULE]


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
    gis.PointField: {"form_class": LatLonField, "widget": PointWidget},
    gis.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
    gis.URLField: {"assume_scheme": "https"},
}
