"""Visitors answer what we do not know about a place: one tap, no account, no cookie."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from common.protect.forms import comes_from_here, one_tap
from common.protect.rate_limit import may_send, sender_of
from common.web.forms import HereField
from common.web.http import public_page
from places.deciding import answers
from places.facts.questions import BY_SLUG, open_questions
from places.finding import nearby
from places.hours import clock
from places.models import Neighbourhood
from places.visitors.report_views import public_place

ANSWERS = {"ja": True, "nee": False, "weet-niet": None}


@one_tap
def answer(request, slug, question):
    """One question about a place, with its three buttons."""
    asked, place = _asked(question), public_place(slug)
    problem = status = None
    if request.method == "POST":
        said = request.POST.get("antwoord")
        if said not in ANSWERS:
            problem, status = "nothing", 400
        elif not comes_from_here(request):
            problem, status = "elsewhere", 403
        elif not may_send(request, "answer"):
            problem, status = "often", 429
        else:
            is_so = ANSWERS[said]
            if is_so is not None:
                answers.answer(place, asked, is_so, sender_of(request))
            return redirect("places:answered", place.slug, asked.slug, said)
    elif place.slug != slug:
        return redirect("places:answer", place.slug, asked.slug, permanent=True)
    context = {"place": place, "problem": problem, "questions": [asked]}
    context["is_known"] = not asked.is_open(place)
    return render(request, "places/visitors/asking/answer.html", context, status=status)


@public_page
def answered(request, slug, question, said):
    """Thanks, how many are still needed, and what else we would like to know here."""
    asked, place = _asked(question), public_place(slug)
    if said not in ANSWERS:
        raise Http404(f"no such answer: {said}")
    questions = [each for each in open_questions(place) if each != asked]
    context = {
        "place": place,
        "asked": asked,
        "knows": ANSWERS[said] is not None,
        "is_known": not asked.is_open(place),
        "tally": answers.tally_of(place, asked),
        "questions": questions,
    }
    return render(request, "places/visitors/asking/answered.html", context)


def _asked(slug):
    if slug not in BY_SLUG:
        raise Http404(f"no such question: {slug}")
    return BY_SLUG[slug]


class WhereForm(forms.Form):
    """Where a visitor knows her way."""

    bij = HereField(required=False, widget=forms.HiddenInput)
    buurt = forms.ModelChoiceField(
        Neighbourhood.objects.defer("boundary").order_by("name"),
        label=_("Neighbourhood"),
        to_field_name="slug",
        required=False,
        empty_label=_("Choose a neighbourhood"),
    )


@public_page
def ask_around(request):
    """What we do not know yet of the places nearest to somewhere."""
    form = WhereForm(request.GET)
    is_valid = form.is_valid()
    area = form.cleaned_data.get("buurt")
    here = form.cleaned_data.get("bij") or (area and (area.centre.y, area.centre.x))
    rows = [
        (place, open_questions(place)[0])
        for place in nearby.places_with_questions(*(here or clock.calendar().position))
    ]
    context = {"form": form, "area": area, "here": here, "rows": rows}
    status = 200 if is_valid else 400
    return render(
        request, "places/visitors/asking/ask_around.html", context, status=status
    )
