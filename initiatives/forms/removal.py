"""The form by which someone has a photo of themselves removed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives import showing
from initiatives.models import Host, InitiativePhoto
from ontmoeten.lib.publicforms import PublicForm


class RemovalForm(PublicForm):
    """Nothing is asked; an e-mail address may be left for our answer."""

    limit = "removal"

    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer (may be left empty)"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We erase it 30 days after our answer, after 90 at the latest."),
    )

    def __init__(self, *args, thing: InitiativePhoto | Host, **kwargs):
        about = f"{thing._meta.model_name}:{thing.pk}"
        super().__init__(*args, about=about, **kwargs)
        self.thing = thing

    def save(self):
        showing.ask_to_remove(self.thing, self.cleaned_data["email"])
