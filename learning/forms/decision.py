from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.web.forms import TidyTexts
from learning.experiments import deciding
from learning.facts.vocabulary import Ground, Outcome
from learning.models import Decision, Lesson

# As browsers want it, whatever the language.
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
OF_LESSON = ["sentence", "story", "ground", "sure"]


class DecisionForm(TidyTexts, forms.Form):
    """What was decided about an experiment, with its lesson in the same go."""

    outcome = forms.ChoiceField(
        label=_("What was decided?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Why?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000
    )
    decided_on = forms.DateField(label=_("On which day?"), widget=DAY)
    next_on = forms.DateField(
        label=_("Not clear yet: on which day do you decide?"),
        required=False,
        widget=DAY,
    )
    runs_on = forms.BooleanField(
        label=_("Not clear yet: it runs on until that day"), required=False
    )
    lesson = forms.ModelChoiceField(
        label=_("A lesson that is there already"),
        queryset=Lesson.objects.none(),
        required=False,
        empty_label=_("none of these"),
    )
    sentence = OneLineInput(
        label=_("Or a new lesson, in one sentence"),
        required=False,
        max_length=Lesson._meta.get_field("sentence").max_length,
        help_text=_("One sentence that someone else can use."),
    )
    story = forms.CharField(
        label=_("Its story"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    ground = forms.ChoiceField(
        label=_("What it stands on"),
        choices=[("", _("choose")), *Ground.choices],
        required=False,
    )
    sure = OneLineInput(
        label=_("How sure?"),
        required=False,
        max_length=Lesson._meta.get_field("sure").max_length,
    )
    seen = OneLineInput(widget=forms.HiddenInput)

    def __init__(self, *args, experiment, by, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.experiment, self.by = experiment, by
        self.fields["lesson"].queryset = deciding.lessons_of(experiment)
        self.initial.setdefault("decided_on", timezone.localdate())
        self.initial["seen"] = deciding.version(experiment)
        if not by.has_perm("learning.add_lesson"):
            for name in OF_LESSON:
                del self.fields[name]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("sentence"):
            for name in ["story", "ground"]:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Say this too of a new lesson."))
        return cleaned

    def save(self) -> Decision | None:
        """None, with what is missing said at its field, when it cannot be decided so;
        ChangedMeanwhile and NotAllowed as `decide` raises them."""
        asked = self.cleaned_data
        try:
            return deciding.decide(
                self.experiment,
                asked["outcome"],
                asked["why"],
                by=self.by,
                lesson=self._new_lesson() or asked["lesson"],
                decided_on=asked["decided_on"],
                next_on=asked["next_on"],
                runs_on=asked["runs_on"],
                seen=asked["seen"],
            )
        except ValidationError as error:
            for name, words in error.message_dict.items():
                self.add_error(name if name in self.fields else None, words)
            return None

    def _new_lesson(self) -> Lesson | None:
        facts = {name: self.cleaned_data.get(name, "") for name in OF_LESSON}
        if not facts["sentence"]:
            return None
        return Lesson(is_invented=self.experiment.is_invented, **facts)
