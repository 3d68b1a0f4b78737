"""What staff fill in about goals: an indicator, a measurement, a table of them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history.forms import VersionedForm
from learning.facts.progress import Sort
from learning.goals import counters, freezing, noting
from learning.models import Goal, Indicator, Measurement

MOST_BYTES = 500_000
LARGE = {"rows": 8, "cols": 60}
FED_BY = {
    "counter": [Sort.DOING, Sort.STATISTICS],
    "question": [Sort.SAYING],
    "figure": [Sort.STATISTICS],
}


class IndicatorForm(VersionedForm):
    class Meta:
        model = Indicator
        fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "counter" in self.fields:
            field = Indicator._meta.get_field("counter")
            names = [(each.slug, capfirst(each.name)) for each in counters.counters()]
            self.fields["counter"] = forms.ChoiceField(
                label=capfirst(field.verbose_name),
                help_text=field.help_text,
                required=False,
                choices=[("", "–"), *names],
            )

    def clean(self):
        """In words at the field, what the database says of all of it."""
        cleaned = super().clean() or self.cleaned_data
        for name, sorts in FED_BY.items():
            if cleaned.get(name) and cleaned.get("sort") not in sorts:
                allowed = ", ".join(str(sort.label) for sort in sorts)
                words = _("Only for: %(sorts)s.")
                self.add_error(name, words % {"sorts": allowed})
        return cleaned


class MeasurementForm(forms.ModelForm):
    """One number more; of a day that has one already, this one puts it right."""

    class Meta:
        model = Measurement
        fields = ["day", "value", "of", "source", "note"]

    def clean_day(self):
        if (day := self.cleaned_data["day"]) > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        same = Measurement.objects.filter(
            indicator=self.instance.indicator_id, day=cleaned.get("day")
        )
        if not cleaned.get("note") and same.exists():
            words = _(
                "There is a number of this day. This one takes its place: say why."
            )
            self.add_error("note", words)
        return cleaned

    def save(self, commit=True):
        """By the one way there is, so that it knows what it puts right."""
        facts = self.cleaned_data
        return noting.note(
            self.instance.indicator,
            facts["day"],
            facts["value"],
            facts["source"],
            facts.get("note", ""),
            of=facts.get("of"),
            by=self.instance.made_by,
        )


class TableForm(forms.Form):
    """A table of measurements, as a file or pasted."""

    file = forms.FileField(label=gettext_lazy("a file (CSV)"), required=False)
    text = forms.CharField(
        label=gettext_lazy("or paste the table here"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs=LARGE),
        help_text=gettext_lazy(
            "The first line: dag,waarde,bron. After that a line for each number, like "
            "2026-11-30,24,CBS. A fourth column toelichting may be there."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        text = self._text(cleaned)
        if not text.strip():
            raise ValidationError(_("Choose a file, or paste a table."))
        self.table = noting.read(text, timezone.localdate())
        if not self.table.rows and not self.table.wrong:
            raise ValidationError(_("There is no number in this table."))
        return cleaned

    def _text(self, cleaned) -> str:
        if not (file := cleaned.get("file")):
            return cleaned.get("text") or ""
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is too large: half a megabyte at most."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            words = _("This file is not in UTF-8. Save it as “CSV UTF-8”.")
            raise ValidationError(words) from None


class FreezeForm(forms.Form):
    def __init__(self, *args, goal: Goal, **kwargs):
        super().__init__(*args, **kwargs)
        years = freezing.years_to_freeze(goal, timezone.localdate())
        self.fields["year"] = forms.TypedChoiceField(
            label=_("Which year?"),
            coerce=int,
            choices=[(year, str(year)) for year in years],
            widget=forms.RadioSelect,
        )


class GoalsForm(forms.Form):
    """Which goals one thing helps."""

    goals = forms.ModelMultipleChoiceField(
        label=gettext_lazy("It helps these goals"),
        queryset=Goal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goals"].queryset = Goal.objects.there().defer("words")
