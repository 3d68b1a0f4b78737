"""What visitors may send: a report about a place, and a suggestion of a new one."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.moderation.states import LONGEST_TEXT, URGENT, Reason
from common.protect.forms import PublicForm
from places.deciding.reports import open_reasons, tell_who_is_on_duty
from places.models import Place, PlaceReport


class PlaceReportForm(PublicForm):
    """Something about a place is not right."""

    limit = "report"
    reasons = [reason for reason in Reason if reason not in URGENT]

    reason = forms.ChoiceField(label=_("What is wrong?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What should we know?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "May be left empty, unless it is something else. Write no names or "
            "telephone numbers of other people here."
        ),
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer (may be left empty)"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "We use it for the answer only. We erase it 30 days after your report is "
            "handled, and 90 days after you sent it at the latest."
        ),
    )

    def __init__(self, *args, place: Place, **kwargs):
        super().__init__(*args, about=place.pk, **kwargs)
        self.place = place
        known = open_reasons(place)
        self.fields["reason"].choices = [
            (reason.value, _with_count(reason, known[reason.value]))
            for reason in self.reasons
        ]

    def clean(self):
        cleaned = super().clean()
        is_unclear = cleaned.get("reason") == Reason.OTHER and not cleaned.get("text")
        if is_unclear and "text" not in self.errors:
            self.add_error("text", _("Write in a few words what is different."))
        return cleaned

    def save(self) -> PlaceReport:
        answers = {
            name: self.cleaned_data[name] for name in ["reason", "text", "email"]
        }
        report = PlaceReport.objects.create(place=self.place, **answers)
        tell_who_is_on_duty(report)
        return report


class UnsafePlaceForm(PlaceReportForm):
    """It is unsafe at a place, or what its page says is not appropriate."""

    reasons = URGENT


def _with_count(reason, count):
    if not count:
        return reason.label
    words = ngettext(
        "%(count)d person reported this already",
        "%(count)d people reported this already",
        count,
    )
    return f"{reason.label} ({words % {'count': count}})"
