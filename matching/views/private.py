"""Pages behind the links in mails: each says what it does, and does it by a button."""

from functools import wraps

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.protect.forms import form_page
from initiatives.views.private import link_gone
from matching.entering import links, telling
from matching.entering.boxes import person_of
from matching.entering.in_words import told
from matching.facts.vocabulary import State
from matching.following import still
from matching.forms.telling import ChangeForm, CodeForm
from matching.models import Pair, Participant
from matching.pairing import leaving


def for_who_has(purpose: str, page):
    """The view gets the person (and the pair) of the link; a link that is not ours, or
    of who is erased, says so."""

    def wrap(view):
        @page
        @wraps(view)
        def wrapped(request, token):
            found = links.read(purpose, token)
            row = found and Participant.objects.filter(pk=found[0]).first()
            person = row and person_of(row)
            if person is None:
                return link_gone(request)
            row.person, row.token = person, token
            if found[1] is None:
                return view(request, row)
            pair = Pair.objects.of(row).select_related("wish", "offer", "place")
            pair = pair.filter(pk=found[1]).first()
            return view(request, row, pair) if pair else link_gone(request)

        return wrapped

    return wrap


@for_who_has(links.CODE, form_page)
def code(request, row):
    """Type the code; it says how often one can still guess only by stopping."""
    form = CodeForm(request.POST or None)
    is_over = False
    if "again" in request.POST and row.state == State.NEW:
        telling.send_code(row, row.person)
        response = redirect("matching:code", row.token)
        response["Location"] += "?nieuw"
        return response
    if form.is_valid():
        try:
            telling.confirm(row, form.cleaned_data["code"], timezone.now())
        except telling.WrongCode as error:
            is_over = error.is_over
            form.fail(is_over)
        else:
            return redirect("matching:mine", links.token(links.MINE, row))
    if row.state != State.NEW:
        return redirect("matching:mine", links.token(links.MINE, row))
    context = {
        "form": form,
        "row": row,
        "is_over": is_over,
        "is_new": "nieuw" in request.GET and not form.is_bound,
        "lasts": row.code_until,
    }
    return render(request, "matching/private/code.html", context)


ACTS = {
    "pause": leaving.pause,
    "go-on": telling.go_on,
    "withdraw": leaving.withdraw,
    "come-back": telling.come_back,
}


@for_who_has(links.MINE, form_page)
def mine(request, row):
    """What we know of them, and every way to change, pause, withdraw or erase it."""
    do = request.POST.get("do", "")
    if do in ACTS:
        ACTS[do](row, timezone.now())
        return redirect("matching:mine", row.token)
    if do == "erase" and request.POST.get("sure"):
        leaving.erase(row, timezone.now())
        return redirect("matching:erased")
    pair = Pair.objects.open().of(row).first()
    context = {
        "row": row,
        "person": row.person,
        "facts": told(row.person, get_language()),
        "asks_sure": do == "erase",
        "pair_url": links.token(links.PAIR, row, pair) if pair else "",
        "changed": "gewijzigd" in request.GET,
    }
    return render(request, "matching/private/mine.html", context)


@for_who_has(links.MINE, form_page)
def change(request, row):
    form = ChangeForm(request.POST or None, kind=row.kind, person=row.person)
    if form.is_valid():
        telling.change(row, form.person(form.email))
        response = redirect("matching:mine", row.token)
        response["Location"] += "?gewijzigd"
        return response
    context = {"form": form, "row": row}
    return render(request, "matching/private/change.html", context)


@for_who_has(links.MINE, lambda view: never_cache(require_safe(view)))
def export(request, row):
    """All that there is, to keep."""
    answer = JsonResponse(
        telling.all_that_is_kept(row),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    answer["Content-Disposition"] = 'attachment; filename="meet-en-match.json"'
    return answer


@for_who_has(links.STILL, form_page)
def wanted(request, row):
    """Every three months: shall we go on looking?"""
    do = request.POST.get("do")
    if do == "yes":
        still.still_wanted(row, timezone.now())
        return redirect("matching:mine", links.token(links.MINE, row))
    if do == "no":
        leaving.withdraw(row, timezone.now())
        return redirect("matching:mine", links.token(links.MINE, row))
    return render(request, "matching/private/wanted.html", {"row": row})
