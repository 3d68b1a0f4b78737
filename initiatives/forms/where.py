"""Where something is: one of our places, or words of its own."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.kit.one_line import OneLineInput
from places.facts.locations import plain
from places.models import Neighbourhood, Place
from places.search import suggest

SHOWN = 6  # places to choose from
NONE_OF_THESE = "-"


class WhereFields(forms.Form):
    """A text; in `clean` it becomes `self.place` and `self.words_of_where`.

    "Huis van de Wijk, zaal 2" is the place of that name, and in it "zaal 2".
    """

    where = OneLineInput(
        label=gettext_lazy("Where is it?"),
        max_length=200,
        help_text=gettext_lazy(
            "The name of the place, or an address. A room may follow."
        ),
        error_messages={"required": gettext_lazy("Say where it is.")},
    )
    # What the form remembers: for which words was asked, and what was chosen.
    asked = OneLineInput(required=False, widget=forms.HiddenInput, max_length=200)
    spot = OneLineInput(required=False, widget=forms.HiddenInput, max_length=160)

    place: Place | None = None
    words_of_where = ""
    known_place: Place | None = None  # that of the entry, as it was, and
    known_words = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.spots = []  # (slug, Place) to choose from

    def clean(self):
        cleaned = super().clean()
        if text := cleaned.get("where"):
            try:
                self._look_up(text, cleaned)
            except ValidationError as error:
                self.add_error("where", error)
        return cleaned

    def _look_up(self, text, cleaned):
        if self.known_place and text == where_text(self.known_place, self.known_words):
            self.place, self.words_of_where = self.known_place, self.known_words
            return
        for name, rest in _ways_to_read(text):
            found = _called(name)
            if len(found) == 1:
                self.place, self.words_of_where = found[0], rest
                return
            if found:
                return self._choose(found, text, rest, cleaned)
        found = [each for each in suggest(text, SHOWN) if isinstance(each, Place)]
        return self._choose(found, text, "", cleaned)

    def _choose(self, found, text, rest, cleaned):
        chosen = cleaned.get("spot") if cleaned.get("asked") == text else ""
        if not found or chosen == NONE_OF_THESE:
            self.words_of_where = text
            return
        for place in found:
            if place.slug == chosen:
                self.place, self.words_of_where = place, rest
                return
        self.spots = [(place.slug, place) for place in found]
        self.data = self.data.copy()
        self.data["asked"], self.data["spot"] = text, ""
        raise ValidationError(_("Choose which one you mean."))


class AreaForm(forms.Form):
    """Of which neighbourhood a list shows what there is; empty for all."""

    buurt = forms.ModelChoiceField(
        Neighbourhood.objects.defer("boundary").order_by("name"),
        label=gettext_lazy("Neighbourhood"),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("All neighbourhoods"),
    )


def where_text(place: Place | None, words: str) -> str:
    """As the field shows it."""
    return ", ".join(part for part in [place and place.name, words] if part)


def _ways_to_read(text):
    """The whole as a name, then what stands before each comma, the longest first."""
    yield text, ""
    parts = text.split(",")
    for length in range(len(parts) - 1, 0, -1):
        yield ",".join(parts[:length]).strip(), ",".join(parts[length:]).strip()


def _called(name: str) -> list[Place]:
    if not plain(name):
        return []
    places = Place.objects.published().for_cards().filter(name__iexact=name)
    return list(places.order_by("pk")[:SHOWN])
