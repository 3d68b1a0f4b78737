from django import forms
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.web.forms import TidyTexts
from learning.facts.vocabulary import Done
from learning.models import Decision


class DoneForm(TidyTexts, forms.Form):
    """Whether it is done, in one sentence that everyone reads."""

    done = forms.ChoiceField(
        label=_("Is it done?"), choices=Done.choices, widget=forms.RadioSelect
    )
    words = OneLineInput(
        label=_("In one sentence"),
        max_length=Decision._meta.get_field("done_words").max_length,
        help_text=_("Everyone reads this on the page of the experiment."),
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
