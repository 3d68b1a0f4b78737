"""What someone sends who comes for the first time, with or without an organisation."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.plain.widgets import PlainTextarea
from common.protect.forms import PublicForm
from initiatives.forms.where import WhereFields
from initiatives.models import Organisation, Registration
from initiatives.organising import registering


class FirstForm(WhereFields, PublicForm):
    """Who they are, and the first thing that they do. A subclass has `answers`."""

    limit = "registration"

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("You get a code there. Visitors do not see it."),
        error_messages={"required": _("Give your e-mail address.")},
    )
    name = OneLineInput(
        label=_("What is it called?"),
        max_length=120,
        help_text=_("Like: Coffee on Tuesday."),
        error_messages={"required": _("Give it a name.")},
    )
    description = forms.CharField(
        label=_("What do you do together?"),
        max_length=2000,
        widget=PlainTextarea(attrs={"rows": 4}),
        error_messages={"required": _("Tell what you do together.")},
    )
    your_name = OneLineInput(
        label=_("Your own name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("For us, when we call or write. Visitors do not see it."),
    )
    FIRST: list[str] = []  # the fields that stand on top

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = self.request.user if self.request.user.is_authenticated else None
        if self.person:
            del self.fields["email"]
        self.order_fields(["opened", *self.FIRST, *self.fields])
        self.claimed: Organisation | None = None
        self.registration: Registration | None = None

    @property
    def first_fields(self):
        return [self[name] for name in self.FIRST if name in self.fields]

    @property
    def other_fields(self):
        return [each for each in self.shown_fields() if each.name not in self.FIRST]

    @property
    def other_errors(self):
        return any(field.errors for field in self.other_fields)

    @property
    def sender(self) -> str:
        return self.person.email if self.person else self.cleaned_data["email"].lower()

    def answers(self) -> registering.Answers:
        """What is kept, as plain values."""
        raise NotImplementedError

    @transaction.atomic
    def save(self):
        self.registration = Registration.objects.create(
            email=self.sender, answers=self.answers(), claims=self.claimed
        )
        if self.person:
            registering.finish(self.person, [self.registration.pk])
