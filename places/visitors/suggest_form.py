"""A visitor suggests a place: what the form asks, remembers and stores for staff."""

import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from simple_history.utils import update_change_reason

from common.kit.geo import key_of, point_at
from common.kit.one_line import OneLineInput
from common.kit.storing import store
from common.moderation.deciding import LONGEST_WHY
from common.photos import pending_uploads
from common.photos.forms import WithVisitorsPhoto
from common.plain.widgets import PlainTextarea
from common.protect.forms import PublicForm
from common.web.forms import LatLonField
from places.facts.naming import made_name
from places.map import pointing
from places.map.widgets import AsksOutside, WhereWidget
from places.models import Neighbourhood, Photo, Place, PlaceKind, Suggester

LONGEST_ABOUT = 1000  # characters
LONGEST_NAME = Place._meta.get_field("name").max_length
YES, NO = "ja", "nee"  # the answers to "is it there already?"
POSITION = re.compile(r"[-+\d.,\s]*\d,[-+\d.,\s]*")


class NearForm(forms.Form):
    """A position on the map, and perhaps of what kind the place is."""

    where = LatLonField()
    kind = forms.ModelChoiceField(
        PlaceKind.objects.all(), to_field_name="slug", required=False
    )


class SuggestPlaceForm(AsksOutside, WithVisitorsPhoto, PublicForm):
    """Some questions; only where it is and what it is must be answered."""

    limit = "suggestion"

    where = OneLineInput(
        label=gettext_lazy("Where is it?"),
        max_length=200,
        widget=WhereWidget,
        help_text=gettext_lazy(
            "A street with a number, a neighbourhood, or the name of a place near by."
        ),
        error_messages={"required": gettext_lazy("Say where it is.")},
    )
    kind = forms.ModelChoiceField(
        label=gettext_lazy("What is it?"),
        queryset=PlaceKind.objects.all(),
        to_field_name="slug",
        empty_label=gettext_lazy("Choose"),
        error_messages={"required": gettext_lazy("Choose what it is.")},
    )
    name = OneLineInput(
        label=gettext_lazy("What is it called? (optional)"),
        max_length=LONGEST_NAME,
        required=False,
    )
    about = forms.CharField(
        label=gettext_lazy("What do you like about it? (optional)"),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=PlainTextarea(attrs={"rows": 4}),
    )
    email = forms.EmailField(
        label=gettext_lazy(
            "Your e-mail address, if you would like to hear the outcome (optional)"
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy(
            "We use it for that one answer only, and erase it then; 90 days after you "
            "sent it at the latest."
        ),
    )
    # What the form remembers from one step to the next.
    asked = OneLineInput(required=False, widget=forms.HiddenInput)
    spot = OneLineInput(required=False, widget=forms.HiddenInput)
    near = OneLineInput(required=False, widget=forms.HiddenInput)
    another = OneLineInput(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["opened", "where", "kind", "name", "about", "photo"])
        self.spots = []  # what was found, when it is more than one
        self.point = None
        self.found = None  # the Spot, when the place was typed in words
        self.is_outside = False  # of the municipality, and meant

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("where"):
            self._look_up(cleaned["where"])
        says_no = self.point and self.data.get("known") == NO
        if says_no and cleaned.get("near") == self.position_key:
            self._put("another", self.position_key)
        return cleaned

    # Where it is: a position, or words to look up; one of several is chosen by hand.

    def _look_up(self, text):
        try:
            point = LatLonField().clean(text) if POSITION.fullmatch(text) else None
            self.point = point or self._point_of_words(text)
            self.is_outside = self.ask_when_outside("where", self.point)
        except ValidationError as error:
            self.point = None
            self.add_error("where", error)

    def _point_of_words(self, text):
        spots = pointing.spots_called(text)
        self.found = pointing.meant(spots, self._choice())
        if self.found is None:
            self.spots = [(key_of(spot.lat, spot.lon), spot) for spot in spots]
            self._put("asked", text)
            self._put("spot", "")
            raise ValidationError(_("Choose which one you mean."))
        return point_at(self.found.lat, self.found.lon)

    def _choice(self):
        """What was chosen of several, if it was for these same words."""
        is_same = self.cleaned_data.get("asked") == self.cleaned_data["where"]
        return self.cleaned_data.get("spot", "") if is_same else ""

    # "Is it there already?" holds for one position; after a change it is asked anew.

    @property
    def position_key(self) -> str:
        return key_of(self.point.y, self.point.x)

    @property
    def is_another(self) -> bool:
        """The visitor said that it is none of those near by."""
        return self.data.get("another") == self.position_key

    def ask_about_near_by(self):
        self._put("near", self.position_key)

    def save(self) -> Place:
        answers = self.cleaned_data
        place = Place(
            kind=answers["kind"],
            point=self.point,
            description=answers["about"],
            name=answers["name"],
        )
        Neighbourhood.objects.area_index().assign_neighbourhoods([place])
        with override("nl"):  # what staff and residents read
            area = place.neighbourhood
            made = made_name(place.kind.name, area.name if area else "")
            place.name = place.name or made
            store(place)
            update_change_reason(place, self._reason())
        if email := answers["email"]:
            language = get_language() or settings.LANGUAGE_CODE
            Suggester.objects.create(place=place, email=email, language=language)
        self._save_photo(place)
        return place

    def _save_photo(self, place):
        ticket = self.cleaned_data["ticket"]
        image = pending_uploads.take(ticket)
        if image is None:
            return
        Photo.objects.create(place=place, image=image, **self.photo_facts())
        transaction.on_commit(lambda: pending_uploads.drop(ticket))

    def _reason(self):
        words = _("a visitor's suggestion")
        if self.found:
            where = _("found by “%(label)s”") % {"label": self.found.label}
            words = f"{words}; {where}"
        if self.is_outside:
            outside = _("outside the municipality")
            words = f"{words}; {outside}"
        return words[:LONGEST_WHY]
