"""A thing of this site in a form: the address of its page."""

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.links import kinds
from common.links.models import Linked

LONGEST = 400  # characters


class ThingAddress(OneLineInput):
    """Cleans to what stands there (Told)."""

    default_error_messages = {
        "nothing": _(
            "Nothing that everyone may see stands at this address: a place, an "
            "activity, a desk, a tour, an initiative, an experiment or a lesson."
        )
    }

    def __init__(self):
        super().__init__(
            label=_("address on this site"),
            max_length=LONGEST,
            help_text=_("Open its page and paste the address here."),
        )

    def clean(self, value):
        text = super().clean(value)
        told = kinds.thing_at(text) if text else None
        if text and told is None:
            raise forms.ValidationError(self.error_messages["nothing"], code="nothing")
        return told


class WithAddress:
    """For a form of something Linked, with a field `address`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row: Linked = self.instance
        if row.key and "address" in self.fields:
            known = kinds.told([row.link]) if row.link else {}
            self.initial["address"] = known[row.link].url if known else ""

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if told := cleaned.get("address"):
            model = kinds.kind_called(told.kind).model
            self.instance.kind = ContentType.objects.get_for_model(model)
            self.instance.key = told.pk
        return cleaned
