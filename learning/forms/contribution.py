from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.protect.contact_details import found_in
from common.protect.forms import PublicForm
from learning.asking.contributing import NotOpen, contribute
from learning.facts.asking import LONGEST_ANSWER
from learning.models import Contribution, Question
from places.models import Neighbourhood


class ContributionForm(PublicForm):
    """An answer to one question: a few words or one of its answers; where someone lives
    and an address only if they like. There is no field for a name."""

    limit = "contribution"

    answer = forms.CharField(
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your answer. One sentence is enough.")},
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("Your neighbourhood (optional)"),
        queryset=Neighbourhood.objects.defer("boundary").order_by("name"),
        to_field_name="slug",
        required=False,
        empty_label=_("I would rather not say"),
        help_text=_("Only we see this."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address, to hear when our answer is there (may be empty)"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, question: Question, texts: dict, **kwargs):
        super().__init__(*args, about=f"{question.pk}", **kwargs)
        self.question = question
        self.made: Contribution | None = None
        self.is_closed = False
        if question.is_chosen:
            self.fields["answer"] = self._choice(question, texts["options"])
        self.fields["answer"].label = texts["label"] or _("Your answer")
        self.fields["email"].help_text = gettext(
            "We use it for that one mail and erase it then, 90 days after %(day)s at "
            "the latest. It is not kept with your answer."
        ) % {"day": texts["day"]}
        self.order_fields(["opened", "answer", "neighbourhood", "email"])

    @staticmethod
    def _choice(question, options: list[str]):
        return forms.TypedChoiceField(
            choices=[*enumerate(options, start=1)],
            coerce=int,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the answers.")},
        )

    def clean_answer(self):
        answer = self.cleaned_data["answer"]
        if not self.question.is_chosen and (words := found_in(answer)):
            raise ValidationError(
                gettext("%(what)s Leave it out: everyone reads this.") % {"what": words}
            )
        return answer

    def send(self) -> bool:
        try:
            return super().send()
        except NotOpen:
            self.is_closed = True
            words = _("You can't answer this question any more.")
            self.add_error(None, ValidationError(words, code="closed"))
            return False

    def save(self):
        asked = self.cleaned_data
        is_chosen = self.question.is_chosen
        self.made = contribute(
            self.question,
            text="" if is_chosen else asked["answer"],
            choice=asked["answer"] if is_chosen else None,
            neighbourhood=asked["neighbourhood"],
            email=asked["email"],
        )
