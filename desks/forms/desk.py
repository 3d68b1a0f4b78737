"""What people of an organisation fill in about their desk."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.kit.values import plain
from common.plain.widgets import PlainTextarea
from common.web.forms import TidyTexts
from desks.facts.vocabulary import NOT_HERE
from desks.models import Desk
from desks.organising.changing import SEEN

LINES = PlainTextarea(attrs={"rows": 5})


class DeskForm(TidyTexts, forms.ModelForm):
    """Facts have three states; where a desk stops is filled in at first."""

    class Meta:
        model = Desk
        fields = [*SEEN, "coordinator_email"]
        labels = {
            "topics": gettext_lazy("What can people ask about?"),
            "can_ask": gettext_lazy("What do you do together?"),
            "not_here": gettext_lazy("Where do you stop?"),
            "bring": gettext_lazy("What do people bring?"),
            "comes": gettext_lazy("How do people come in?"),
            "slot_minutes": gettext_lazy("How many minutes is an appointment?"),
            "has_interpreter": gettext_lazy("Can an interpreter help?"),
            "has_private_room": gettext_lazy("Can people talk in a room apart?"),
        }
        widgets = {
            "topics": forms.CheckboxSelectMultiple,
            "can_ask": LINES,
            "not_here": LINES,
            "bring": LINES,
            "comes": forms.RadioSelect,
            "has_interpreter": forms.NullBooleanSelect,
            "has_private_room": forms.NullBooleanSelect,
        }

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["not_here"] = self.initial.get("not_here") or str(NOT_HERE)

    def clean(self):
        cleaned = super().clean()
        comes = cleaned.get("comes")
        has_length = cleaned.get("slot_minutes") or "slot_minutes" in self.errors
        if comes and comes != Desk.Comes.WALK_IN and not has_length:
            words = _("Say how many minutes an appointment is.")
            self.add_error("slot_minutes", words)
        return cleaned

    def after(self) -> dict:
        """What was typed, as `values.plain` has it."""
        return plain(self.instance, self._meta.fields)
