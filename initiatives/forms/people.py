"""What people fill in about each other, and about one date."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.web.forms import TidyTexts
from initiatives.dates import series
from initiatives.deciding import replies
from initiatives.forms.when import FAR, OLDEST, YEARS_AHEAD, clock_field, day_field
from initiatives.models import Membership

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

    reply = forms.CharField(max_length=replies.LONGEST, required=False)


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
        label=_("Why? (everyone can read it; may be left empty)"),
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
    """Some weeks in which it is not."""

    first = day_field(label=_("From which day?"))
    last = day_field(label=_("Until which day? (that day too)"))
    pause_reason = OneLineInput(
        label=_("Why? (everyone can read it; may be left empty)"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("That is before the first day."))
        elif first and last and (last - first).days > series.LONGEST_PAUSE:
            self.add_error("last", _("That is longer than a year."))
        return cleaned


class ExtraForm(MoveForm):
    """One more time, on a day of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, day=timezone.localdate(), **kwargs)
