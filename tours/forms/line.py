"""A GPX file in a form: what comes out is a line, or words that say why not."""

from django import forms
from django.contrib.gis.geos import LineString
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.kit.geo import WGS84
from common.protect.turns import READING
from tours.facts import gpx_reading

WHY = {
    gpx_reading.SIZE: _("This file is too large: at most 5 MB."),
    gpx_reading.POINTS_MANY: _("There are too many points in it: at most 100,000."),
    gpx_reading.TIME: _("It takes too long to read this file."),
    gpx_reading.NOT_GPX: _("This is no GPX file."),
    gpx_reading.DOCTYPE: _("There is a document type in it, which we do not read."),
    gpx_reading.NO_LINE: _("There is no line in this file: no track and no route."),
    gpx_reading.POSITION: _("There is a point in it that lies nowhere on earth."),
}


class LineField(forms.FileField):
    """Cleans to a LineString, or None without a file."""

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            with READING.one():
                spots = gpx_reading.line_of(file.size, file.chunks())
        except gpx_reading.Refused as refused:
            raise ValidationError(WHY[refused.why]) from None
        return LineString(spots, srid=WGS84)
