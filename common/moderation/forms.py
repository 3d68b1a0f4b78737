"""What staff fill in to decide or to answer, shared by the apps.

For a ModelForm: `class SomeForm(forms.ModelForm, MoveForm, AnswerForm)`; its `clean` is
that of the ModelForm, which calls none of these.
"""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from common.moderation.answers import LONGEST_ANSWER, AnswerTemplate
from common.moderation.states import Move

MEANWHILE = _("Someone else decided meanwhile. Look again.")


class MoveForm(forms.Form):
    """A decision, of those that are possible by now."""

    move = forms.ChoiceField(
        label=_("decision"),
        required=False,
        error_messages={"invalid_choice": MEANWHILE},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "move" in self.fields:
            moves = [(move.value, move.label) for move in self.possible_moves()]
            self.fields["move"].choices = [("", _("no decision yet")), *moves]

    def possible_moves(self) -> list[Move]:
        raise NotImplementedError


class AnswerForm(forms.Form):
    """A text for who sent something in, from one of staff's texts or written anew."""

    uses = [each.value for each in AnswerTemplate.DECISIONS]  # which texts are offered

    template = forms.ModelChoiceField(
        label=_("answer to start from"),
        queryset=AnswerTemplate.objects.all(),
        required=False,
        help_text=_("Is used when you write no answer yourself."),
    )
    answer = forms.CharField(
        label=_("answer"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=AdminTextareaWidget,
        help_text=_("Whoever sent it in gets this by mail. Friendly and concrete."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "template" in self.fields:
            texts = AnswerTemplate.objects.filter(move__in=self.uses)
            self.fields["template"].queryset = texts


def with_template(asked: dict) -> dict:
    """Cleaned data, with the text of the template where no answer was written."""
    if template := asked.get("template"):
        asked["answer"] = asked.get("answer") or template.text
    return asked
