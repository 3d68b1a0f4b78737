"""What an organisation says to, and of, who comes to one date."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.web.forms import TidyTexts
from initiatives.models import DateSeats
from initiatives.models.joining import LONGEST_MESSAGE

USUAL = ("", _("As usual"))


def either(label, yes, no) -> forms.TypedChoiceField:
    """As usual, or the one or the other on this date."""
    return forms.TypedChoiceField(
        label=label,
        choices=[USUAL, ("yes", yes), ("no", no)],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
    )


class SeatsForm(forms.ModelForm):
    """How one date takes people, where that differs."""

    has_sign_up = either(
        _("Signing up for this date"), _("People can sign up"), _("It is closed")
    )
    waits_at_door = either(
        _("Someone waits at the door"), _("Yes, on this date"), _("Not on this date")
    )

    class Meta:
        model = DateSeats
        fields = ["has_sign_up", "capacity", "waits_at_door"]
        labels = {"capacity": _("Seats on this date")}
        help_texts = {"capacity": _("Empty: as usual.")}

    def __init__(self, *args, instance, is_vetted, **kwargs):
        said = {True: "yes", False: "no", None: ""}
        both = ["has_sign_up", "waits_at_door"]
        initial = {name: said[getattr(instance, name)] for name in both}
        kwargs |= {"initial": initial, "label_suffix": ""}
        super().__init__(*args, instance=instance, **kwargs)
        if not is_vetted:
            del self.fields["waits_at_door"]

    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.fields}


class MessageForm(TidyTexts, forms.Form):
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "It goes to everyone who signed up, each in a mail of their own. You do "
            "not see their addresses, and they do not see each other."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
