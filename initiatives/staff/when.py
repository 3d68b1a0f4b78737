"""Staff say when an activity is as organisers do: in words, with the next dates."""

from datetime import datetime

from django import forms
from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from common.history.behalf import OnBehalf
from common.history.forms import VersionedForm
from common.kit.one_line import OneLineInput
from initiatives.facts import foreign_rules
from initiatives.forms.when import FullWhenFields, end_of
from initiatives.views.register import preview

MOMENT = ("first_on", "starts_at", "ends_at")
OFTEN = ["repeat", "every", "days", "until"]
SELDOM = [
    "weeks", "month_days", "also_weeks", "also_days", "not_months", "pasted_rule",
]  # fmt: skip
DERIVED = ["minutes", "rule"]
NEXT = "next_dates"
FIELDSETS = [
    (_("When"), {"fields": [MOMENT, *OFTEN, NEXT]}),
    (_("When: by the month, and pauses"), {"classes": ["collapse"], "fields": SELDOM}),
]
SEEN = (_("When"), {"fields": [("first_on", "starts_at", "minutes"), NEXT]})


class ActivityForm(OnBehalf, FullWhenFields, VersionedForm):
    """Dates that differ stand in rows of their own below it. What another program
    wrote may be pasted; what we cannot say is refused in words."""

    pasted_rule = OneLineInput(
        label=_("Or paste the rule of another program"),
        max_length=200,
        required=False,
        help_text=_("Like RRULE:FREQ=WEEKLY. It goes before what you chose above."),
    )
    derived = DERIVED
    chosen_together = [("first_on", "starts_at", *DERIVED)]

    class Media:
        js = [forms.widgets.Script("js/initiatives/when.js", type="module")]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.show(self.instance.series)
        else:
            self.ask_single_dates_apart()

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.series:
            cleaned["first_on"], cleaned["starts_at"] = (
                self.series.first,
                self.series.at,
            )
            cleaned["minutes"] = self.series.minutes
            cleaned["rule"] = str(self.series.rule or "")
            self._take_pasted(cleaned)
        return cleaned

    def _take_pasted(self, cleaned):
        text = cleaned.get("pasted_rule")
        if not text:
            return
        moment = datetime.combine(cleaned["first_on"], cleaned["starts_at"])
        try:
            cleaned["rule"] = str(foreign_rules.read(text, moment))
        except foreign_rules.CannotSay as error:
            self.add_error("pasted_rule", str(error))

    def _minutes(self, starts_at, ends_at):
        """Left as it was it may last longer than anyone types."""
        known = self.instance
        was = (
            (known.starts_at, end_of(known.starts_at, known.minutes))
            if known.pk
            else ()
        )
        if (starts_at, ends_at) == was:
            return known.minutes
        return super()._minutes(starts_at, ends_at)


class SaysWhen:
    """For the page of activities: who may only look sees no form."""

    said_while_typing = (NEXT,)

    @admin.display(description=_("the next times"))
    def next_dates(self, activity):
        found = preview(activity.series) if activity.pk else None
        context = {"preview": found, "is_in_admin": True}
        return render_to_string("initiatives/organising/_preview.html", context)

    def get_fieldsets(self, request, obj=None):
        found = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return found
        titles = [title for title, _rest in FIELDSETS]
        return [
            SEEN if each[0] == titles[0] else each
            for each in found
            if each[0] not in titles[1:]
        ]
