"""Where people of an organisation give their texts in other languages."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.moderation.queue import is_seen
from common.translations.forms import TranslationForm
from common.translations.models import Translated
from initiatives.deciding import decisions, live_changes
from initiatives.organising import access

FIND = {
    "organisatie": access.organisation_of,
    "initiatief": access.initiative_of,
    "activiteit": access.activity_of,
}


@access.form_page
def page(request, kind, pk):
    if kind not in FIND:
        raise Http404(f"no kind {kind}")
    entry = FIND[kind](request.user, pk)
    return texts_of(request, entry, entry)


def texts_of(request, thing: Translated, entry):
    """The page on which the texts of `thing` are given: at once for who is trusted with
    `entry`, of which it is a part; of others staff look at it first."""
    waits = not decisions.is_trusted(entry, request.user)
    sent = request.POST if request.method == "POST" else None
    form = TranslationForm(sent, thing=thing, waits=waits)
    if sent is not None and form.is_valid():
        with transaction.atomic():
            count = form.save(request.user)
            if count and not waits and entry.state == entry.State.PUBLISHED:
                live_changes.note(entry, ["translations"], request.user)
        messages.success(request, _in_words(entry, count, waits))
        return redirect(request.path)
    context = {"entry": entry, "form": form}
    return render(request, "initiatives/mine/languages.html", context)


def _in_words(entry, count, waits):
    if not count:
        return _("Nothing changed.")
    if waits:
        return _("Thank you. We look at it; after that everyone sees it.")
    return _("Thank you. Everyone sees it now.") if is_seen(entry) else _("Saved.")
