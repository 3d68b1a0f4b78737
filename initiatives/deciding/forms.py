"""What staff fill in to decide: in the page of an entry, and of a proposed change."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.history.forms import VersionedForm
from common.moderation.forms import MEANWHILE, AnswerForm, MoveForm, with_template
from common.moderation.states import Move, NotAllowed
from initiatives.deciding import decisions
from initiatives.facts.criteria import CHOICES as CRITERIA

NEEDS_ANSWER = {Move.REFUSE, Move.RETURN}
FIELDS = ["move", "criterion", "template", "answer", "is_second_look"]


class DecisionForm(VersionedForm, MoveForm, AnswerForm):
    """A ModelForm with a decision in it, checked with the rest and made after it."""

    criterion = forms.ChoiceField(
        label=_("criterion"), required=False, choices=[("", "–"), *CRITERIA],
        help_text=_("For a refusal: which one does it not meet?"),
    )  # fmt: skip
    is_second_look = forms.BooleanField(
        label=_("I look at this as the second person"), required=False
    )

    def possible_moves(self) -> list[Move]:
        return [move for move in self.instance.moves() if move is not Move.RESUBMIT]

    def clean(self):
        asked = with_template(super().clean())
        move = asked.get("move")
        if move in NEEDS_ANSWER and not asked.get("answer"):
            self.add_error("answer", _("Write an answer."))
        if move == Move.REFUSE and not asked.get("criterion"):
            message = _("Say which criterion it does not meet.")
            self.add_error("criterion", message)
        return asked


def decide(form: DecisionForm, entry, by) -> str:
    """Make the decision of a valid form; gives what could not be done, or nothing."""
    asked = form.cleaned_data
    if not asked.get("move"):
        return ""
    try:
        decisions.decide(
            entry,
            Move(asked["move"]),
            by,
            criterion=asked["criterion"],
            answer=asked["answer"],
            is_second_look=asked["is_second_look"],
        )
    except decisions.SamePerson:
        return str(_("Someone else has to take the second look."))
    except NotAllowed:
        return str(MEANWHILE)
    return ""
