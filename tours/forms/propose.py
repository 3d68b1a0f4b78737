"""A resident proposes a tour; so does who keeps the tours of an organisation."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.kit.storing import store
from common.plain.widgets import PlainTextarea
from common.protect.forms import PublicForm
from initiatives.models import Organisation
from tours.deciding.stops import facts_of, set_stops
from tours.facts.wish import Wish
from tours.models import Proposer, Tour

LONGEST_ABOUT = 1000  # characters


class ProposeTourForm(PublicForm):
    """What it is called and what is nice about it: the rest is in the address. Who
    sends it may leave where to hear what becomes of it, and nothing else."""

    limit = "tour"

    name = OneLineInput(
        label=_("What do you call it?"),
        max_length=Tour._meta.get_field("name").max_length,
        help_text=_("Like: Past tables and taps."),
    )
    about = forms.CharField(
        label=_("What is nice about it, and for whom?"),
        max_length=LONGEST_ABOUT,
        widget=PlainTextarea(attrs={"rows": 4}),
    )
    email = forms.EmailField(
        label=_(
            "Your e-mail address, if you would like to hear the outcome (optional)"
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "We use it for that one answer only, and erase it then; 90 days after you "
            "sent it at the latest."
        ),
    )
    organisation = forms.ModelChoiceField(
        label=_("For which organisation?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("For none"),
    )

    def __init__(self, *args, wish: Wish, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.wish, self.person = wish, person
        mine = person and Organisation.objects.of_person(person)
        if mine is not None and mine.exists():
            self.fields["organisation"].queryset = mine
        else:
            del self.fields["organisation"]

    def save(self) -> Tour:
        answers = self.cleaned_data
        tour = Tour(
            name=answers["name"],
            description=answers["about"],
            organisation=answers.get("organisation"),
            created_by=self.person,
            **facts_of(self.wish),
        )
        store(tour)
        set_stops(tour, self.wish)
        if email := answers["email"]:
            language = get_language() or settings.LANGUAGE_CODE
            Proposer.objects.create(tour=tour, email=email, language=language)
        return tour
