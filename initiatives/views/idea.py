"""A spot for our idea: six questions that lead to places, and whom to ask there."""

from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.web.http import public_page
from initiatives.models import Organisation
from initiatives.organising import owners
from places.facts.derived import FACILITY_BITS, STEP_FREE
from places.finding import in_words
from places.finding.choices import fitting, when
from places.finding.choices.fitting import Wish
from places.hours import clock
from places.models import Place

MOST = 5_000  # people
IN, OUT = "binnen", "buiten"
INSIDE = {IN: True, OUT: False}


class IdeaForm(forms.Form):
    """Six questions; what is left out does not matter."""

    mensen = forms.IntegerField(
        label=_("With how many people?"), required=False, min_value=1, max_value=MOST
    )
    waar = forms.ChoiceField(
        label=_("Inside or outside?"),
        required=False,
        choices=[("", _("Either")), (IN, _("Inside")), (OUT, _("Outside"))],
        widget=forms.RadioSelect,
    )
    tafel = forms.BooleanField(label=_("With a table"), required=False)
    toilet = forms.BooleanField(label=_("With a toilet"), required=False)
    drempelvrij = forms.BooleanField(label=_("Without steps"), required=False)
    dag = forms.DateField(
        label=_("On which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )
    dagdeel = forms.ChoiceField(
        label=_("What part of the day?"),
        required=False,
        choices=[("", _("Either")), *when.NAMES.items()],
        widget=forms.RadioSelect,
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("dagdeel") and not cleaned.get("dag") and "dag" in cleaned:
            self.add_error("dag", _("Choose the day, too."))
        return cleaned

    def wishes(self) -> list[Wish]:
        """What is asked of a place. Only of one that `is_valid()`."""
        asked, found = self.cleaned_data, []
        if people := asked["mensen"]:
            words = _("how many people fit")
            has, unknown = Q(capacity__gte=people), Q(capacity=None)
            found.append(Wish(words, has=has, unknown=unknown))
        if asked["waar"]:
            words, is_inside = _("whether it is inside"), INSIDE[asked["waar"]]
            unknown = Q(kind__is_inside=None)
            has = Q(kind__is_inside=is_inside)
            found.append(Wish(words, has=has, unknown=unknown))
        if asked["tafel"]:
            found.append(Wish(_("whether there is a table"), FACILITY_BITS["tafel"]))
        if asked["toilet"]:
            found.append(Wish(_("whether there is a toilet"), FACILITY_BITS["toilet"]))
        if asked["drempelvrij"]:
            found.append(Wish(_("whether you get there without a step"), STEP_FREE))
        if asked["dag"]:
            moment = _moment(asked["dag"], asked["dagdeel"])
            found.append(Wish(_("whether it is open then"), open_at=moment))
        return found


def _moment(day: date, part: str):
    return clock.read_moment(when.written(f"{day}", part))


@dataclass(frozen=True)
class Spot:
    """A place as the page shows it, with whom to ask; without one it is us."""

    place: Place
    facts: list
    ask: Organisation | None
    missing: str = ""


@public_page
def idea(request):
    """The questions and, once any is answered, what fits."""
    form = IdeaForm(request.GET or None)
    fits, almost = [], []
    is_asked = form.is_bound and form.is_valid() and bool(form.wishes())
    if is_asked:
        wishes = form.wishes()
        at = next((each.open_at for each in wishes if each.open_at), None)
        sure, but_one = fitting.places_that_fit(wishes), fitting.places_but_one(wishes)
        places = [*sure, *(each.place for each in but_one)]
        ask = _whom_to_ask(places)
        fits = [Spot(each, _facts(each, at), ask.get(each.pk)) for each in sure]
        almost = [
            Spot(
                each.place, _facts(each.place, at), ask.get(each.place.pk), each.missing
            )
            for each in but_one
        ]
    context = {
        "form": form,
        "is_asked": is_asked,
        "fits": fits,
        "almost": almost,
        "today": f"{timezone.localdate():%Y-%m-%d}",
    }
    is_wrong = form.is_bound and not form.is_valid()
    return render(
        request, "initiatives/idea/idea.html", context, status=400 if is_wrong else 200
    )


def _facts(place: Place, at: datetime | None) -> list:
    return [each for each in in_words.on_card(place, at=at) if not each.topic]


def _whom_to_ask(places: list[Place]) -> dict[int, Organisation]:
    """The only organisation that comes to each, of those that can be reached."""
    at = owners.organisations_at([place.pk for place in places]) if places else {}
    alone = {place: next(iter(ids)) for place, ids in at.items() if len(ids) == 1}
    known = Organisation.objects.published().in_bulk(set(alone.values()))
    return {
        place: known[one]
        for place, one in alone.items()
        if one in known and (known[one].public_email or known[one].website)
    }
