from django import forms
from django.utils.translation import gettext_lazy as _

from common.web.forms import TidyTexts
from learning.models import Heard


class HeardForm(TidyTexts, forms.ModelForm):
    """On a phone, on the street: one sentence, and where if one likes."""

    class Meta:
        model = Heard
        fields = ["sentence", "neighbourhood", "theme"]
        widgets = {"sentence": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["neighbourhood"].empty_label = _("not of one neighbourhood")
        self.fields["theme"].empty_label = _("of no theme")
        self.fields["neighbourhood"].queryset = self.fields[
            "neighbourhood"
        ].queryset.defer("boundary")
