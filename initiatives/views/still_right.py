"""The page behind the link in the mail that asks whether an entry is still right."""

from django.shortcuts import redirect, render

from common.moderation.states import NotAllowed
from common.protect.forms import form_page
from initiatives.organising import still_right
from initiatives.views.private import link_gone

EDIT = {
    "activiteit": "initiatives:edit-activity",
    "initiatief": "initiatives:edit-initiative",
}


@form_page
def by_mail(request, token):
    """Three buttons; only pressing one does something."""
    word, entry, person = still_right.asked_by(token)
    if entry is None:
        return link_gone(request)
    if request.method == "POST":
        return _answer(request, token, word, entry, person)
    context = {
        "entry": entry,
        "word": word,
        "is_closed": entry.state == entry.State.CLOSED,
        "is_right": request.GET.get("gedaan") == "klopt",
    }
    return render(request, "initiatives/organising/still_right.html", context)


def _answer(request, token, word, entry, person):
    done = redirect("initiatives:still-right-by-mail", token)
    match request.POST.get("do"):
        case "right" if entry.state == entry.State.PUBLISHED:
            still_right.confirm(entry, person)
            done["Location"] += "?gedaan=klopt"
        case "changed" if word == "plek":
            return redirect("places:report", entry.slug)
        case "changed":
            return redirect(EDIT[word], entry.pk)
        case "stopped":
            try:
                still_right.stop(entry, person)
            except NotAllowed:
                return done  # it is closed already, and the page says so
            if word == "plek":
                return redirect("places:thanks", entry.slug, "melding")
    return done
