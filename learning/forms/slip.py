from django import forms
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from learning.facts.questions import Answer, Question
from learning.measuring import slips

WORDS = {
    "gone": _(
        "This code does not work. Look whether you typed it well. A code works once, "
        "and for three weeks."
    ),
    "busy": _("Too many codes were tried from your network. Try again in an hour."),
}


class SlipForm(forms.Form):
    """A code and an answer to each question."""

    code = OneLineInput(
        label=_("The code on your card"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for question in Question:
            self.fields[question] = forms.ChoiceField(
                label=question.label, choices=Answer.choices, widget=forms.RadioSelect
            )

    def clean_code(self):
        code = slips.tidied(self.cleaned_data["code"])
        if len(code) != slips.LENGTH:
            raise forms.ValidationError(_("A code has nine letters and numbers."))
        return code

    def refuse(self, why: str) -> None:
        self.add_error("code", WORDS[why])
