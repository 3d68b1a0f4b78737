"""What staff fill in to decide about something that waits."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.kit.one_line import OneLineInput
from common.moderation.answers import AnswerTemplate
from common.moderation.forms import MEANWHILE, AnswerForm
from common.moderation.queue import Asked, Item, Source
from common.moderation.states import Move
from initiatives.facts.criteria import CHOICES as CRITERIA
from ontmoeten.staff.queue.waiting import SAVE

NEEDS_ANSWER = {Move.REFUSE, Move.RETURN}


class QueueForm(AnswerForm):
    """A decision about one thing, with what goes with it."""

    do = OneLineInput(widget=forms.HiddenInput)
    seen = OneLineInput(required=False, widget=forms.HiddenInput)
    criterion = forms.ChoiceField(
        label=gettext_lazy("criterion"),
        required=False,
        choices=[("", "–"), *CRITERIA],
        help_text=gettext_lazy("For a refusal: which one does it not meet?"),
    )
    is_second_look = forms.BooleanField(
        label=gettext_lazy("I look at this as the second person"), required=False
    )
    despite_conflicts = forms.BooleanField(
        label=gettext_lazy("Take it over although someone else changed it meanwhile"),
        required=False,
    )
    field_order = [
        "criterion", "template", "answer", "is_second_look", "despite_conflicts",
    ]  # fmt: skip

    def __init__(self, *args, source: Source, thing, item: Item, **kwargs):
        offered = {each.do for each in item.choices}
        uses = {*offered, AnswerTemplate.REPORT}
        self.uses = [move for move in source.templates if move in uses]
        super().__init__(*args, label_suffix="", **kwargs)
        self.item = item
        self.initial["seen"] = source.version(thing)
        if not (item.needs_criterion and Move.REFUSE in offered):
            del self.fields["criterion"]
        if not item.may_be_second_look:
            del self.fields["is_second_look"]
        if not any(row.meanwhile for row in item.difference):
            del self.fields["despite_conflicts"]
        self.fields["answer"].widget.attrs["rows"] = 5
        if not item.may_answer:
            self.fields["answer"].label = _("reason")
            self.fields["answer"].help_text = _("Only colleagues read this.")
        if not self.uses:
            del self.fields["template"]
        if not (item.may_answer or item.takes_reason):
            del self.fields["answer"]

    def clean_do(self):
        do = self.cleaned_data["do"]
        offered = {each.do for each in self.item.choices}
        if do not in offered and not (offered and do == SAVE):
            raise forms.ValidationError(MEANWHILE)
        return do

    def clean(self):
        asked = super().clean()
        do, template = asked.get("do"), asked.get("template")
        if template and not asked.get("answer"):
            if template.move in {do, AnswerTemplate.REPORT}:
                asked["answer"] = template.text
            else:
                words = _("This text is for another decision. Choose another one.")
                self.add_error("template", words)
        if do in NEEDS_ANSWER and not asked.get("answer"):
            words = _("Write an answer."), _("Say why this is refused.")
            self.add_error("answer", words[not self.item.may_answer])
        needs_criterion = do == Move.REFUSE and "criterion" in self.fields
        if needs_criterion and not asked.get("criterion"):
            message = _("Say which criterion it does not meet.")
            self.add_error("criterion", message)
        return asked

    def asked(self, by, instead: dict) -> Asked:
        """What a valid form asks for."""
        data = self.cleaned_data
        is_refusal = data["do"] == Move.REFUSE
        return Asked(
            data["do"],
            by,
            answer=data.get("answer", ""),
            criterion=data.get("criterion", "") if is_refusal else "",
            instead=instead,
            despite_conflicts=data.get("despite_conflicts", False),
            is_second_look=data.get("is_second_look", False),
        )

    @property
    def texts(self) -> dict[str, str]:
        """The answers to start from, for the script that fills one in."""
        if "template" not in self.fields:
            return {}
        return {str(each.pk): each.text for each in self.fields["template"].queryset}
