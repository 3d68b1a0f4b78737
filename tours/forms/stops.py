"""The stops of a tour in a form: the address of the maker holds them."""

from urllib.parse import parse_qs, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history.meanwhile import version_of
from common.kit.one_line import OneLineInput
from tours.deciding.stops import stops_of
from tours.facts import chain
from tours.facts.wish import Wish
from tours.planning.plan import entries_of

LONGEST = 4000  # characters


class MakerAddress(OneLineInput):
    """Cleans to a Wish, or None when it is empty."""

    def __init__(self):
        super().__init__(
            label=gettext_lazy("address of the maker"),
            max_length=LONGEST,
            required=False,
            help_text=gettext_lazy(
                "Make the stops at /fietstochten/maken/ and paste the address of that "
                "page here. Empty: the stops stay as they are."
            ),
        )

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            wish = Wish.read(parse_qs(urlsplit(text).query))
        except ValueError:  # no address at all
            wish = Wish()
        if not any(each.is_somewhere for each in entries_of(wish.picks)):
            raise ValidationError(_("There is no stop in this address."))
        return wish


class SeesStops(forms.ModelForm):
    """Who sends other stops saw those that the tour still has, or is asked to look
    again; what they typed stays (optimistic lock)."""

    stops_seen = OneLineInput(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tour = self.instance
        self.stops_now = version_of(stops_of(tour) if tour.pk else [])
        self.initial["stops_seen"] = self.stops_now

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("maker") and cleaned.get("stops_seen") != self.stops_now:
            self.data = self.data.copy()
            self.data["stops_seen"] = self.stops_now
            message = _(
                "Someone else changed the stops of this tour meanwhile. Your stops are "
                "not saved yet: look at those it has now, and save again to keep yours."
            )
            self.add_error("maker", message)
        return cleaned


def take_chain(form) -> None:
    """The junctions of the maker's address, unless they were typed in the form too."""
    wish = form.cleaned_data.get("maker")
    if wish and wish.junctions and "junctions" not in form.changed_data:
        form.cleaned_data["junctions"] = chain.written(wish.junctions)
