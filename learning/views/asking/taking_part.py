"""Doe mee: what someone can do with the time they have, each a first step that opens
its form, and where someone is needed now."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.links import needed
from common.web.http import public_page
from learning.facts import steps
from learning.facts.steps import Time, Who
from learning.models import Question

NEEDED = 6
KNOWN = {"ik": [*Who.values], "tijd": [*Time.values]}


def _chips(name: str, choices, asked: dict, any_words) -> list[tuple[str, str, bool]]:
    """(words, address, whether it is chosen) of each answer, "any" first."""
    others = {key: value for key, value in asked.items() if key != name and value}

    def address(value):
        query = urlencode({**others, **({name: value} if value else {})})
        return reverse("learning:taking-part") + (f"?{query}" if query else "")

    every = [("", any_words), *choices]
    return [(str(words), address(key), asked[name] == key) for key, words in every]


@public_page
def page(request):
    asked = {name: request.GET.get(name, "") for name in KNOWN}
    wrong = [
        name for name, value in asked.items() if value and value not in KNOWN[name]
    ]
    if wrong:
        asked |= dict.fromkeys(wrong, "")
    now = timezone.now()
    is_asked = Question.objects.open_now(timezone.localdate(now)).exists()
    found = steps.steps(asked["ik"], asked["tijd"], is_asked=is_asked)
    context = {
        "wrong": wrong,
        "times": _chips("tijd", Time.choices, asked, _("any time")),
        "people": _chips("ik", Who.choices, asked, _("everyone")),
        "columns": [
            (time, [(each, reverse(each.url_name) + each.query) for each in own])
            for time, own in found.items()
        ],
        "needs": needed.needs(now, NEEDED),
    }
    template = "learning/taking_part/page.html"
    return render(request, template, context, status=400 if wrong else 200)
