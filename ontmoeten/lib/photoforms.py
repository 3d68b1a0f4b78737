"""A photo in a form that may have to be shown again."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ontmoeten.lib import waiting
from ontmoeten.lib.limits import may_send


class WithPhoto(forms.Form):
    """For a form that has a `request`. A browser sends a file only once, so it is put
    aside at once; the form holds a ticket for it until it is stored."""

    # No `capture`: a phone then offers its camera as well as the photos it has.
    photo = forms.FileField(
        label=gettext_lazy("A photo (may be left out)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy(
            "One you took yourself, without people who can be recognised. We may show "
            "it here. Where and with which phone it was taken, we erase from it."
        ),
    )
    no_photo = forms.BooleanField(
        label=gettext_lazy("Leave the photo out after all"), required=False
    )
    ticket = forms.CharField(required=False, widget=forms.HiddenInput)

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
                waiting.drop(ticket)
                ticket = new
            except ValidationError as error:
                self.add_error("photo", error)
        elif cleaned.get("no_photo"):
            waiting.drop(ticket)
            ticket = ""
        elif ticket and not waiting.find(ticket):
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
        return waiting.keep(file)

    @property
    def has_photo(self) -> bool:
        return bool(self.is_bound and self.data.get("ticket"))
