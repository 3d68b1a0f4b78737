"""A photo in a form that may have to be shown again, and what is asked about it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.kit.one_line import OneLineInput
from common.photos import pending_uploads
from common.photos.models import PagePhoto
from common.protect.rate_limit import may_send
from common.protect.turns import Busy


class WithPhoto(forms.Form):
    """For a form that has a `request`. A browser sends a file only once, so it is put
    aside at once; the form holds a ticket for it until it is stored."""

    # No `capture`: a phone then offers its camera as well as the photos it has.
    photo = forms.FileField(
        label=gettext_lazy("A photo (optional)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy(
            "One that we may show here. Where and with which phone it was taken, we "
            "erase from it."
        ),
    )
    no_photo = forms.BooleanField(
        label=gettext_lazy("Leave the photo out after all"), required=False
    )
    ticket = OneLineInput(required=False, widget=forms.HiddenInput)

    def shown_fields(self):
        """Without the one that stands below the photo, once there is one."""
        return [each for each in super().shown_fields() if each.name != "no_photo"]

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        self._keep_photo(cleaned)
        return cleaned

    def _keep_photo(self, cleaned):
        ticket, file = cleaned.get("ticket", ""), cleaned.get("photo")
        if file:
            try:
                new = self._put_aside(file)
                pending_uploads.drop(ticket)
                ticket = new
            except ValidationError as error:
                self.add_error("photo", error)
        elif cleaned.get("no_photo"):
            pending_uploads.drop(ticket)
            ticket = ""
        elif ticket and not pending_uploads.find(ticket):
            ticket = ""
            self.add_error("photo", _("We no longer have your photo. Choose it again."))
        self.data = self.data.copy()
        self.data["ticket"], self.data["no_photo"] = ticket, ""
        cleaned["ticket"] = ticket

    def _put_aside(self, file):
        if not may_send(self.request, "photo"):
            raise ValidationError(
                _("From your address many photos came. Send it without one.")
            )
        try:
            return pending_uploads.keep(file)
        except Busy:
            raise ValidationError(
                _("Many photos come in right now. Send it again in a minute.")
            ) from None

    @property
    def has_photo(self) -> bool:
        return bool(self.is_bound and self.data.get("ticket"))


class WithVisitorsPhoto(WithPhoto):
    """A visitor may send one: then, and only then, three questions about it must be
    answered. Who is on it and does not agree can not be sent."""

    ABOUT = {
        "photo_shows": gettext_lazy("Say what the photo shows."),
        "photo_by": gettext_lazy("Say who made the photo."),
        "photo_people": gettext_lazy("Say whether people can be recognised."),
    }
    NOBODY, AGREED = "niemand", "akkoord"

    photo_shows = OneLineInput(
        label=gettext_lazy("What does the photo show?"),
        max_length=PagePhoto._meta.get_field("alt").max_length,
        required=False,
        help_text=gettext_lazy("For who can't see it: “A bench under an oak”."),
    )
    photo_by = OneLineInput(
        label=gettext_lazy("Who made the photo?"),
        max_length=PagePhoto._meta.get_field("credit").max_length,
        required=False,
        help_text=gettext_lazy("This stands below it. A first name is enough."),
    )
    photo_people = forms.ChoiceField(
        label=gettext_lazy("Can people be recognised on it?"),
        choices=[
            (NOBODY, gettext_lazy("No, nobody")),
            (AGREED, gettext_lazy("Yes, and they agree that the photo is here")),
        ],
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Do they not agree, or do you not know? Then choose another photo, or none."
        ),
    )

    def main_fields(self):
        """Without the questions about the photo, which stand below it."""
        return [each for each in self.shown_fields() if each.name not in self.ABOUT]

    def about_photo(self):
        return [self[name] for name in self.ABOUT]

    def clean(self):
        cleaned = super().clean()
        for name, words in self.ABOUT.items():
            if not cleaned["ticket"]:
                self.errors.pop(name, None)
            elif name not in self.errors and not cleaned.get(name):
                self.add_error(name, words)
        return cleaned

    def photo_facts(self) -> dict:
        """What a PagePhoto stores of the answers."""
        has_people = self.cleaned_data["photo_people"] == self.AGREED
        return {
            "alt": self.cleaned_data["photo_shows"],
            "credit": self.cleaned_data["photo_by"],
            "has_people": has_people,
            "people_agreed_on": localdate() if has_people else None,
        }
