"""What a visitor fills in to come along."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.protect.contact_details import found_in
from common.protect.forms import PublicForm
from common.web.forms import TidyTexts
from initiatives.joining import door, seats
from initiatives.models import Activity, Occurrence
from initiatives.models.joining import LONGEST_NAME, LONGEST_TEXT

IN_NAMES = " -'’."
ADDRESS = re.compile(r"\w{2}\.\w|\.\w{2}")  # "win.nl"; not the initials "J.W."


class FirstNameField(OneLineInput):
    """What someone is called. It stands in mails, so it holds no message or address."""

    default_error_messages = {
        "no_name": _("Only your first name please, in letters."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Your first name"))
        kwargs.setdefault("max_length", LONGEST_NAME)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"autocomplete": "given-name"})
        )
        super().__init__(**kwargs)

    def clean(self, value):
        name = " ".join(super().clean(value).split())
        letters = [each for each in name if unicodedata.category(each)[0] in "LM"]
        is_plain = len(letters) + sum(each in IN_NAMES for each in name) == len(name)
        if name and (not is_plain or not letters or ADDRESS.search(name)):
            raise forms.ValidationError(self.error_messages["no_name"], code="no_name")
        return name


class MessageField(forms.CharField):
    """A message between two people who do not know each other yet."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", LONGEST_TEXT)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)

    def clean(self, value):
        text = super().clean(value)
        if words := found_in(text):
            advice = _("Please take it out: you can give it when you meet.")
            raise forms.ValidationError(f"{words} {advice}", code="contact")
        return text


class ForOneTime(PublicForm):
    """A form that is about one time of an activity."""

    first_name = FirstNameField()

    def __init__(self, *args, activity: Activity, row: Occurrence, **kwargs):
        super().__init__(*args, about=f"{activity.pk}:{row.rule_date}", **kwargs)
        self.activity, self.row = activity, row

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def answers(self, *names: str) -> dict:
        return {name: self.cleaned_data[name] for name in names}


class SignUpForm(ForOneTime):
    """Someone wants to come to one time of an activity."""

    limit = "signup"

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "We send you a link. Who organises it does not see your address. We erase "
            "it 30 days after."
        ),
    )

    def save(self):
        answers = self.answers("first_name", "email")
        seats.ask(self.activity, self.row, **answers)


class DoorForm(ForOneTime):
    """Someone asks a host to wait at the door."""

    limit = "door"

    text = MessageField(
        label=_("What should they know? (optional)"),
        required=False,
        help_text=_(
            "How they recognise you, for instance, or when you come. No telephone "
            "number or address."
        ),
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you would like an answer (optional)"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "The answer comes through us: they do not see your address. We erase all "
            "of it 48 hours after the activity."
        ),
    )

    def save(self):
        answers = self.answers("first_name", "text", "email")
        door.ask(self.activity, self.row, **answers)


class PlainForm(TidyTexts, forms.Form):
    """A form behind a signed link: who has that needs no other protection."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class AnswerForm(PlainForm):
    """What the host answers."""

    text = MessageField(label=_("Your answer"))


class ReasonForm(PlainForm):
    """Why it is not this time."""

    reason = OneLineInput(
        label=_("Why not? (optional)"),
        required=False,
        max_length=200,
        help_text=_("Everyone can read it."),
    )
