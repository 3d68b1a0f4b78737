"""What people fill in about each other, and about one date."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.web.forms import TidyTexts
from initiatives.dates import series
from initiatives.deciding import replies
from initiatives.facts import holidays
from initiatives.forms.when import FAR, OLDEST, YEARS_AHEAD, clock_field, day_field
from initiatives.models import Membership
from places.hours import clock

ROLES = [
    (Membership.Role.EDITOR, _("editor: changes what is on the site")),
    (Membership.Role.OWNER, _("owner: the same, and decides who takes part")),
]


class ShownFields:
    def shown_fields(self):
        return self.visible_fields()


class InviteForm(ShownFields, TidyTexts, forms.Form):
    role = forms.ChoiceField(
        label=_("What may your colleague do?"),
        choices=ROLES,
        initial=Membership.Role.EDITOR,
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(label=_("Your colleague's e-mail address"), max_length=254)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Membership.Role.choices)


class ReplyForm(TidyTexts, forms.Form):
    """What they answer to a question of ours; what they changed may say enough."""

    reply = forms.CharField(
        max_length=replies.LONGEST, required=False, widget=forms.Textarea
    )


class CancelForm(ShownFields, TidyTexts, forms.Form):
    reason = OneLineInput(
        label=_("Why not? (everyone can read it)"), max_length=200, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class MoveForm(ShownFields, TidyTexts, forms.Form):
    """This one time on another day, or at another time."""

    to = day_field(label=_("Which day?"))
    at = clock_field(label=_("From"))
    until = clock_field(
        label=_("Until"),
        required=False,
        help_text=_("Left empty: as long as usual."),
    )
    why = OneLineInput(
        label=_("Why? (optional; everyone can read it)"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.day = day

    def clean_to(self):
        to = self.cleaned_data["to"]
        if to < OLDEST or abs(to - self.day) > YEARS_AHEAD:
            raise forms.ValidationError(FAR)
        return to

    def clean(self):
        cleaned = super().clean()
        at, until = cleaned.get("at"), cleaned.get("until")
        cleaned["minutes"] = None
        if at and until:
            minutes = until.hour * 60 + until.minute - at.hour * 60 - at.minute
            cleaned["minutes"] = minutes % (24 * 60)
            if not cleaned["minutes"]:
                self.add_error("until", _("It ends when it begins."))
        return cleaned


class PauseForm(ShownFields, TidyTexts, forms.Form):
    """Some weeks in which it is not: school holidays, whole months, or any days. In
    `periods` of what is cleaned: the first day, the last day, and what it is."""

    holidays = forms.MultipleChoiceField(
        label=_("In which school holidays?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    months = forms.MultipleChoiceField(
        label=_("In which months?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first = day_field(label=_("Or from which day?"), required=False)
    last = day_field(label=_("Until which day? (that day too)"), required=False)
    pause_reason = OneLineInput(
        label=_("Why? (optional; everyone can read it)"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        today = timezone.localdate()
        self.known = {}
        for name, periods in (
            ("holidays", holidays.school_holidays(clock.calendar(), today)),
            ("months", holidays.months(today)),
        ):
            self.known |= {each.key: each for each in periods}
            choices = [(each.key, each.words) for each in periods]
            self.fields[name].choices = choices
            if not choices:  # nobody knows them
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        chosen = [*cleaned.get("holidays", []), *cleaned.get("months", [])]
        found = [self.known[key] for key in chosen]
        cleaned["periods"] = [(each.first, each.last, each.name) for each in found]
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("That is before the first day."))
        elif first and last and (last - first).days > series.LONGEST_PAUSE:
            self.add_error("last", _("That is longer than a year."))
        elif first and last:
            cleaned["periods"].append((first, last, ""))
        elif first or last:
            field = "last" if first else "first"
            if field not in self.errors:
                self.add_error(field, _("Say from which day until which day."))
        elif not chosen and not self.errors:
            self.add_error(None, _("Choose holidays, months, or days of your own."))
        return cleaned


class ExtraForm(MoveForm):
    """One more time, on a day of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, day=timezone.localdate(), **kwargs)
