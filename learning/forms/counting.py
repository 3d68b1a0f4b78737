import json
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.measuring import door

AT_ONCE = 60  # cards on one print


class CorrectForm(forms.Form):
    """How many there were, as someone of the organisation says."""

    first_times = forms.IntegerField(
        label=_("For the first time"), min_value=0, max_value=door.MOST
    )
    more_often = forms.IntegerField(
        label=_("Came before"), min_value=0, max_value=door.MOST
    )


class SlipsForm(forms.Form):
    """How many cards to print."""

    number = forms.IntegerField(label=_("How many cards"), min_value=1)

    def __init__(self, *args, left: int, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["number"]
        most = min(left, AT_ONCE)
        field.initial = most
        field.max_value = field.widget.attrs["max"] = most
        field.validators.append(self._at_most(most))

    @staticmethod
    def _at_most(most):
        def validate(number):
            if number > most:
                words = _("At most %(most)s: as many as there were people.")
                raise forms.ValidationError(words, params={"most": most})

        return validate


def batch(body: bytes) -> tuple[UUID, int, int]:
    """What a phone sends: (key, first times, more often). ValueError when it is not
    that."""
    sent = json.loads(body)
    if not isinstance(sent, dict):
        raise ValueError("no object")
    first, more = sent.get("first"), sent.get("more")
    for number in (first, more):
        is_whole = isinstance(number, int) and not isinstance(number, bool)
        if not is_whole or abs(number) > door.MOST:
            raise ValueError("no number of people")
    return UUID(str(sent.get("key"))), first, more
