"""Staff's forms around a question: a later promise, a group of answers, and the answer
that closes it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.history.forms import VersionedRow
from common.kit.one_line import OneLineInput
from common.plain.widgets import PlainTextarea
from common.web.forms import TidyTexts
from learning.asking import grouping
from learning.asking.beside import CARRY
from learning.forms.address import ThingAddress, WithAddress
from learning.models import AnswerTheme, Promise, Question, QuestionTie

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TieForm(WithAddress, VersionedRow):
    """The page that carries a question: of a place, an activity or an experiment."""

    address = ThingAddress()

    class Meta:
        model = QuestionTie
        fields = []

    def clean_address(self):
        told = self.cleaned_data["address"]
        if told and told.kind not in CARRY:
            words = _("This page can't carry a question: choose a place or activity.")
            raise ValidationError(words)
        return told


class PromiseForm(TidyTexts, forms.Form):
    answer_on = forms.DateField(label=_("Then we answer on"), widget=DAY)
    why = OneLineInput(
        label=_("Because …"),
        max_length=Promise._meta.get_field("why").max_length,
        help_text=_("Everyone reads this. The first day stays where it stands."),
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class NewGroupForm(TidyTexts, forms.Form):
    title = OneLineInput(
        label=_("A new group: what do they say?"),
        max_length=AnswerTheme._meta.get_field("title").max_length,
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class GroupForm(TidyTexts, forms.ModelForm):
    """What a group is called, one of its answers, and what we do with it."""

    kind = forms.ChoiceField(
        label=_("What do we say?"),
        choices=[("", _("nothing yet")), *AnswerTheme.Reply.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = AnswerTheme
        fields = ["title", "quote", "kind", "reply"]
        widgets = {
            "quote": forms.RadioSelect,
            "reply": PlainTextarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if self.instance.choice is not None:
            del self.fields["title"], self.fields["quote"]
        else:
            quote = self.fields["quote"]
            quote.queryset = grouping.quotes_of(self.instance)
            quote.label_from_instance = lambda each: each.text
            quote.empty_label = gettext("none of them")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        kind, reply = cleaned.get("kind"), cleaned.get("reply")
        if kind and not reply and "reply" not in self.errors:
            self.add_error("reply", gettext("Say it in a sentence."))
        elif reply and not kind:
            self.add_error("kind", gettext("Say whether you do it, or can't."))
        return cleaned


class CloseForm(TidyTexts, forms.Form):
    summary = forms.CharField(
        label=_("Our answer in short"),
        max_length=Question._meta.get_field("summary").max_length,
        widget=PlainTextarea(attrs={"rows": 6}),
        help_text=_("What did we hear, and what happens now? This appears at the top."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
