"""A resident proposes an initiative, without an organisation."""

from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from initiatives.forms.first import FirstForm
from initiatives.organising import registering


class ResidentForm(FirstForm):
    """Four things must be answered, three when we know who it is."""

    for_whom = OneLineInput(
        label=_("For whom is it?"),
        max_length=200,
        required=False,
        help_text=_("Like: everyone, or parents with young children."),
    )
    FIRST = ["name", "description", "where", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What do you call it?")
        self.fields["name"].help_text = _("Like: Soup in our street.")
        self.fields["description"].label = _("What do you want to do with others?")
        self.fields["description"].help_text = _("An idea is enough to start with.")

    def answers(self) -> registering.Answers:
        asked = self.cleaned_data
        entry = {name: asked[name] for name in ("name", "description", "for_whom")}
        return {
            "person": asked["your_name"],
            "organisation": None,
            "kind": "initiative",
            "entry": entry,
            "place": self.place and self.place.pk,
            "where": self.words_of_where,
            "typed": asked["where"],
        }
