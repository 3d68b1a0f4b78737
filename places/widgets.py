"""Maps for staff: to choose where something is, and to look at a boundary."""

from django import forms
from django.contrib.gis.db import models as gis
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from ontmoeten.lib.forms import LatLonField
from places import basemap

CSS = ["leaflet/leaflet.css", "css/places/admin-map.css"]
MODULE = forms.widgets.Script("js/places/staff-map.js", type="module")


def map_attributes():
    """What the module needs to draw a map, as data- attributes."""
    data = {
        "background": basemap.ADDRESS,
        "outlines": reverse("places:outlines"),
        "attribution": basemap.attribution(),
        "leaflet": static("leaflet/leaflet.js"),
        "icons": static("icons/icons.svg"),
        "word-in": _("Zoom in"),
        "word-out": _("Zoom out"),
        "failed": _("The map does not work now. Type the position."),
    }
    return format_html_join(" ", 'data-{}="{}"', data.items())


class PointWidget(forms.TextInput):
    """A text field for "lat,lon", and below it a map that fills it."""

    template_name = "places/widgets/point.html"

    class Media:
        css = {"all": CSS}
        js = [MODULE]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        return {**context, "map_attributes": map_attributes()}


class WhereWidget(forms.TextInput):
    """A text field for where something is, in words or as "lat,lon"; with JavaScript a
    button for where the phone is and a map to tap."""

    template_name = "places/widgets/where.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        return {**context, "map_attributes": map_attributes()}


def boundary_map(area) -> str:
    """A map that shows an area's boundary, or says that there is none yet."""
    if not (area and area.boundary):
        return _("No boundary yet; import_areas brings it.")
    context = {"map_attributes": map_attributes(), "boundary": area.sketch().json}
    return render_to_string("places/widgets/boundary.html", context)


# Plain fields where the admin's own widgets can't be used with a screen reader.
WIDGETS = {
    gis.PointField: {"form_class": LatLonField, "widget": PointWidget},
    gis.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
    gis.URLField: {"assume_scheme": "https"},
}
