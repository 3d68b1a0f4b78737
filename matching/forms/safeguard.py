from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.web.forms import TidyTexts
from matching.facts.safeguarding import Seen

HOW = [
    ("", _("not yet")),
    ("paper", _("the paper original")),
    ("digital", _("a digital one, its signature checked")),
]


class Day(forms.DateField):
    def __init__(self, label, **kwargs):
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, required=False, widget=widget, **kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day and day > localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class SafeguardForm(TidyTexts, forms.Form):
    """Days and a profile. There is no field for a refusal or its reason: without a
    statement nothing is filled in."""

    talk_on = Day(_("Talk on"))
    conduct_issued_on = Day(_("Statement of conduct issued on"))
    conduct_profile = OneLineInput(
        label=_("Screening profile on it"), required=False, max_length=10
    )
    conduct_seen_on = Day(_("Seen on"))
    how = forms.ChoiceField(
        label=_("What was seen"),
        choices=HOW,
        required=False,
        help_text=_("We look at it and give it back: never keep a copy."),
    )
    training_on = Day(_("Training on"))
    references_on = Day(_("References asked on"))

    def __init__(self, *args, seen: Seen | None, how: str, **kwargs):
        kwargs.setdefault("label_suffix", "")
        known = (
            {name: getattr(seen, name) for name in Seen.__annotations__} if seen else {}
        )
        super().__init__(*args, initial=known | {"how": how}, **kwargs)

    def clean(self):
        cleaned = super().clean()
        has_seen = cleaned.get("conduct_seen_on")
        if has_seen and not cleaned.get("how"):
            self.add_error("how", _("Say what you saw: the paper or a digital one."))
        issued = cleaned.get("conduct_issued_on")
        if has_seen and not issued and not self.has_error("conduct_issued_on"):
            self.add_error("conduct_issued_on", _("On which day was it issued?"))
        if has_seen and issued and issued > has_seen:
            words = _("It can't be seen before it was issued.")
            self.add_error("conduct_seen_on", words)
        return cleaned

    def seen(self) -> Seen:
        names = [name for name in self.fields if name != "how"]
        return Seen(**{name: self.cleaned_data[name] for name in names})
