"""What a visitor fills in for an appointment."""

import re

from django import forms
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.kit.one_line import OneLineInput
from common.protect.forms import PublicForm
from desks.appointments import making
from initiatives.joining.forms import FirstNameField, PlainForm

NUMBER = re.compile(r"\+?[\d\s().-]{8,20}")


def _grouped(slots) -> list:
    """The choices by day."""
    days: dict[str, list] = {}
    for each in slots:
        at = timezone.localtime(each.at)
        day = date_format(at, "l j F")
        days.setdefault(day, []).append((each.key, time_format(at)))
    return [*days.items()]


class SlotField(forms.ChoiceField):
    """One of the free slots; gives the Slot."""

    widget = forms.RadioSelect
    default_error_messages = {
        "required": gettext_lazy("Choose a time."),
        "invalid_choice": gettext_lazy("That time is taken by now. Choose another."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", gettext_lazy("When do you come?"))
        super().__init__(**kwargs)
        self.slots = {}

    def offer(self, slots) -> None:
        self.slots = {each.key: each for each in slots}
        self.choices = _grouped(slots)

    def clean(self, value):
        return self.slots[super().clean(value)]


class WithSlot:
    """For a form with a field `slot`; `taken` says that someone was first."""

    def offer(self, slots) -> None:
        self.fields["slot"].offer(slots)

    def say_taken(self) -> None:
        words = self.fields["slot"].error_messages["invalid_choice"]
        self.add_error("slot", words)


class AppointmentForm(WithSlot, PublicForm):
    """A first name, and a mail address or a telephone number."""

    limit = "signup"

    slot = SlotField()
    first_name = FirstNameField()
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy(
            "We send you a link; with it you move or cancel the appointment."
        ),
    )
    phone = OneLineInput(
        label=gettext_lazy("Or your telephone number"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        help_text=gettext_lazy(
            "Only who sits there sees it. We erase all of it the day after."
        ),
    )

    def __init__(self, *args, desk, slots, **kwargs):
        super().__init__(*args, about=f"appointment:{desk.pk}", **kwargs)
        self.desk = desk
        self.offer(slots)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and not NUMBER.fullmatch(phone):
            raise forms.ValidationError(_("Only a telephone number, please."))
        return phone

    def clean(self):
        cleaned = super().clean()
        wrong = self.errors.keys() & {"email", "phone"}
        if not (cleaned.get("email") or cleaned.get("phone") or wrong):
            words = _("Leave an e-mail address or a telephone number.")
            self.add_error("email", words)
        return cleaned

    def save(self):
        typed = self.cleaned_data
        making.make(
            self.desk,
            typed["slot"],
            typed["first_name"],
            email=typed["email"],
            phone=typed["phone"],
        )


class MoveForm(WithSlot, PlainForm):
    """Another time for an appointment that one has."""

    slot = SlotField()

    def __init__(self, *args, slots, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(slots)
