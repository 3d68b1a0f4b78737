"""What people of an organisation may say of their tour."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history.meanwhile import version_of
from common.kit.one_line import OneLineInput
from common.plain.widgets import PlainTextarea
from tours.deciding.stops import stops_of
from tours.forms.line import LineField
from tours.forms.stops import MakerAddress, take_chain
from tours.models import Tour

FIELDS = ["name", "description", "junctions", "advice"]


class MyTourForm(forms.ModelForm):
    """Who sends it saw the version that it still has, or is asked to look again."""

    version = OneLineInput(widget=forms.HiddenInput, required=False)
    maker = MakerAddress()
    gpx = LineField(
        label=gettext_lazy("line as GPX"),
        required=False,
        help_text=gettext_lazy("Takes the place of the line there is."),
    )
    no_line = forms.BooleanField(
        label=gettext_lazy("take the line away"), required=False
    )

    class Meta:
        model = Tour
        fields = FIELDS
        widgets = {
            "description": PlainTextarea(attrs={"rows": 4}),
            "advice": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, change=None, **kwargs):
        """`change` is what is proposed already, which the instance has by now."""
        changed = [change.proposed_at] if change else []
        super().__init__(*args, label_suffix="", **kwargs)
        tour = self.instance
        stops = stops_of(tour) if change is None or change.stops is None else None
        self.now = version_of(max([tour.changed_at, *changed]), stops)
        self.initial["version"] = self.now

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("version") != self.now:
            self.data = self.data.copy()
            self.data["version"] = self.now
            message = _(
                "Someone else changed this tour meanwhile. What you typed is still "
                "here: look at it, and save it again."
            )
            self.add_error(None, message)
        if line := cleaned.get("gpx"):
            self.instance.line = line
        elif cleaned.get("no_line"):
            self.instance.line = None
        take_chain(self)
        return cleaned
