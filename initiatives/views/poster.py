"""A sheet to hang up: what it is, when, where, and a QR code that leads to its page."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from common.mail.sending import absolute
from common.web import qr
from common.web.http import public_page
from initiatives.agenda import in_words
from initiatives.facts import wording
from initiatives.facts.rules import Rule
from initiatives.models import Activity, Initiative, Organisation

KINDS = {"activity": Activity, "initiative": Initiative, "organisation": Organisation}


@public_page
def poster(request, kind, slug):
    thing = get_object_or_404(KINDS[kind].objects.published(), slug=slug)
    url = absolute(thing.get_absolute_url())
    context = {"thing": thing, "url": url, "code": qr.as_svg(url)}
    if kind == "activity":
        context |= {
            "activity": thing,
            "next": thing.occurrences.not_over(timezone.now()).first(),
            "how_often": thing.rule and wording.in_words(Rule.parse(thing.rule)),
            "facts": in_words.on_card(thing),
        }
    return render(request, "initiatives/public/poster.html", context)
