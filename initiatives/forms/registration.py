"""Registering an organisation, with the first thing that it does, in one go."""

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.plain.widgets import PlainTextarea
from initiatives.forms.first import FirstForm
from initiatives.forms.when import WhenFields
from initiatives.models.organisation import validate_kvk
from initiatives.organising import registering
from initiatives.organising.duplicates import look_alikes
from places.models import Cost

ACTIVITY, INITIATIVE = "activity", "initiative"
WHAT = [
    (ACTIVITY, _("An activity, at a time that is known")),
    (INITIATIVE, _("An initiative, without fixed times")),
]
COSTS = [
    (Cost.FREE, _("Nothing, it is free")),
    (Cost.CONSUMPTION, _("You are expected to order something")),
    (Cost.PAID, _("It costs money")),
]
OF_ORGANISATION = ["website", "kvk_number", "address", "phone"]


class RegistrationForm(WhenFields, FirstForm):
    """Seven required fields; the rest is asked when it matters."""

    org_name = OneLineInput(
        label=_("What is your organisation called?"),
        max_length=120,
        error_messages={"required": _("Give the organisation a name.")},
    )
    what = forms.ChoiceField(
        label=_("What do you want to register?"),
        choices=WHAT,
        initial=ACTIVITY,
        required=False,
        widget=forms.RadioSelect,
    )
    cost = forms.ChoiceField(
        label=_("What does it cost? (optional)"),
        choices=COSTS,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Most visitors only look at what is free."),
    )
    about = forms.CharField(
        label=_("Who are you as an organisation?"),
        max_length=2000,
        required=False,
        widget=PlainTextarea(attrs={"rows": 4}),
    )
    website = forms.URLField(
        label=_("Website"), max_length=200, required=False, assume_scheme="https"
    )
    kvk_number = OneLineInput(
        label=_("KvK number"), max_length=8, required=False, validators=[validate_kvk]
    )
    address = OneLineInput(label=_("Address"), max_length=200, required=False)
    phone = OneLineInput(label=_("Telephone number"), max_length=20, required=False)
    another = OneLineInput(
        required=False, widget=forms.HiddenInput, max_length=64
    )  # the look-alikes that it is not
    FIRST = ["org_name", "email", "what", "name", "description", "where", "first_on",
             "starts_at", "ends_at", "repeat", "cost"]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first_on"].required = self.fields["starts_at"].required = False
        self.alike = []  # what may be the same

    def may_have_no_time(self, cleaned):
        """An initiative goes on without; an activity begins some day, at some time."""
        if cleaned.get("what") == INITIATIVE:
            return True
        for name in ("first_on", "starts_at"):
            if cleaned.get(name) is None and name not in self.errors:
                message = self.fields[name].error_messages["required"]
                self.add_error(name, message)
        return False

    def look_around(self) -> bool:
        """Whether the one who fills it in has to say first that it is none of those
        that look like it. Sets `alike`, and `claimed` when it is one of them."""
        asked = self.cleaned_data
        self.alike = look_alikes(
            asked["org_name"],
            asked["kvk_number"],
            [self.sender, asked["website"]],
            asked["address"],
        )
        for each in self.alike:
            if each.may_be_claimed and self.data.get("claim") == each.organisation.slug:
                self.claimed = each.organisation
                return False
        key = self._key()
        if self.data.get("known") == "nee" and self.data.get("near") == key:
            self._put("another", key)
        return bool(self.alike) and self.data.get("another") != key

    def _key(self) -> str:
        ids = "-".join(str(each.organisation.pk) for each in self.alike)
        found = salted_hmac("initiatives.organising.duplicates", f"{self.sender} {ids}")
        return found.hexdigest()

    @property
    def near(self) -> str:
        return self._key() if self.alike else ""

    def answers(self) -> registering.Answers:
        """What is kept, as plain values."""
        asked = self.cleaned_data
        organisation = {name: asked[name] for name in OF_ORGANISATION}
        organisation |= {"name": asked["org_name"], "description": asked["about"]}
        entry = {"name": asked["name"], "description": asked["description"]}
        entry["cost"] = asked["cost"] or Cost.UNKNOWN
        kind = INITIATIVE if self.series is None else ACTIVITY
        if self.series is not None:
            entry |= {
                "first_on": f"{self.series.first}",
                "starts_at": f"{self.series.at:%H:%M}",
                "minutes": self.series.minutes,
                "rule": str(self.series.rule or ""),
            }
        return {
            "person": asked["your_name"],
            "organisation": organisation,
            "kind": kind,
            "entry": entry,
            "place": self.place and self.place.pk,
            "where": self.words_of_where,
            "typed": asked["where"],
        }
