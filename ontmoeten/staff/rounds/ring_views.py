"""Staff's list of entries to ring about."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from common.moderation.many import say
from common.moderation.queue import source_of
from common.moderation.states import NotAllowed
from common.moderation.undoing.decisions import undoable
from initiatives.models import Activity
from ontmoeten.staff.rounds import ringing
from places.models import Place

ANSWERS = {
    "right": (ringing.is_right, gettext_lazy("%(name)s: checked today.")),
    "stopped": (ringing.has_stopped, gettext_lazy("%(name)s has left the site.")),
}
SAID = gettext_lazy("%(name)s: noted. A colleague who may close it looks at it.")
MODELS = {model.word: model for model in (Place, Activity)}


@require_http_methods(["GET", "HEAD", "POST"])
def phone_list(request):
    """The list; a button says what was heard, and the page stays where it is."""
    if not request.user.has_perm("ontmoeten.ring"):
        raise PermissionDenied
    if request.method == "POST":
        _answer(request)
        return redirect("phone-list")
    title = _("Whom to ring")
    context = admin.site.each_context(request) | {"title": title}
    context["rows"] = ringing.rows()
    return render(request, "ontmoeten/staff/rounds/ringing.html", context)


def _answer(request):
    word, _dash, number = request.POST.get("entry", "").partition("-")
    if word not in MODELS or not (number.isdecimal() and len(number) < 10):
        raise Http404("no such entry")
    entry = get_object_or_404(MODELS[word].objects.published(), pk=number)
    do = request.POST.get("do")
    if do not in ANSWERS:
        raise Http404("no such answer")
    told(request, entry, do)


def told(request, entry: Place | Activity, do: str) -> bool:
    """Someone of staff says how it is with an entry, and hears what became of that;
    False when a colleague was first."""
    decide, words = ANSWERS[do]
    if do == "stopped" and not ringing.may_stop(entry, request.user):
        decide, words = ringing.report_gone, SAID
    this = type(entry)._base_manager.filter(pk=entry.pk)
    try:
        with undoable(source_of(type(entry)), do, this, request.user) as made:
            decide(entry, request.user)
            made.words = words % {"name": entry}
    except NotAllowed:
        messages.error(request, _("That is not possible now."))
        return False
    say(request, made)
    return True
