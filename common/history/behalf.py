"""On whose behalf staff write something down: of who rings, or of the municipality. The
answer stands in the history. What has an organisation of its own keeps it too; the app
that has organisations says which others may name (`name_among`)."""

from collections.abc import Callable

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.moderation.deciding import LONGEST_WHY
from common.web.staff_admin import StaffAdmin

ASKED = "on_behalf"
_ORGANISATIONS: list[Callable[[], models.QuerySet]] = []


def name_among(organisations: Callable[[], models.QuerySet]) -> None:
    """Those that staff may name where a thing has no organisation of its own."""
    _ORGANISATIONS.append(organisations)


class Behalf(models.TextChoices):
    ORGANISATION = "organisation", _("an organisation, named below")
    RESIDENT = "resident", _("a resident who rings")
    MUNICIPALITY = "municipality", _("the municipality itself")


class OnBehalf(forms.ModelForm):
    """For what may belong to an organisation; something new says whose it is. `usual`
    is what it is when nobody says."""

    usual: str = ""

    on_behalf = forms.ChoiceField(
        label=_("On whose behalf?"),
        choices=Behalf,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk or {ASKED, "organisation"} & self.errors.keys():
            return cleaned
        organisation = cleaned.get("organisation")
        usual = Behalf.ORGANISATION if organisation else self.usual
        chosen = cleaned[ASKED] = cleaned.get(ASKED) or usual
        if not chosen:
            self.add_error(ASKED, _("Say on whose behalf you add it."))
        elif chosen == Behalf.ORGANISATION and not organisation:
            self.add_error("organisation", _("Choose which organisation it is."))
        elif chosen != Behalf.ORGANISATION and organisation:
            self.add_error("organisation", _("Leave this empty, or choose that above."))
        return cleaned

    @property
    def why(self) -> str:
        """For the history."""
        words = {
            Behalf.ORGANISATION: gettext("on behalf of organisation %(name)s"),
            Behalf.RESIDENT: gettext("on behalf of a resident"),
            Behalf.MUNICIPALITY: gettext("by the municipality itself"),
        }[self.cleaned_data[ASKED]]
        name = {"name": self.cleaned_data.get("organisation")}
        return (words % name)[:LONGEST_WHY]


class NamedBeside(OnBehalf):
    """For what has no organisation of its own, and mostly is of the municipality."""

    usual = Behalf.MUNICIPALITY

    organisation = forms.ModelChoiceField(
        label=_("organisation"), queryset=None, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[ASKED].initial = self.usual
        for organisations in _ORGANISATIONS:
            self.fields["organisation"].queryset = organisations()


class AddedOnBehalf(StaffAdmin):
    """The first question about something new; the answer stands in its history."""

    placed = (ASKED, "organisation")

    def first_fields(self, request, entry):
        if entry is None:
            return [ASKED, "organisation"]
        return ["organisation"] if _has_organisation(self.model) else []

    def before_saving(self, request, entry, form):
        if entry.pk is None:
            entry._change_reason = form.why


def _has_organisation(model) -> bool:
    return any(field.name == "organisation" for field in model._meta.fields)
