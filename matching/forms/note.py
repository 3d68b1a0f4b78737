from django import forms
from django.utils.translation import gettext_lazy as _

from common.web.forms import TidyTexts

LONGEST = 1000


class NoteForm(TidyTexts, forms.Form):
    note = forms.CharField(
        label=_("A note"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3, "data-key": "n"}),
        help_text=_(
            "You and the deputy see this. Who asks what we keep of them gets it too: "
            "write what you would say to them, and nothing about illness or debts."
        ),
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
