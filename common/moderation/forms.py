"""What staff fill in to decide or to answer, shared by the apps."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from common.moderation.answers import LONGEST_ANSWER, AnswerTemplate

MEANWHILE = _("Someone else decided meanwhile. Look again.")


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
