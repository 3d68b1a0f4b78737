"""Staff's list of entries to ring about."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.moderation.states import NotAllowed
from common.moderation.still_right import still_right
from initiatives.models import Activity
from ontmoeten.staff import phone_list as phonelist
from places.models import Place

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
    context["rows"] = phonelist.rows()
    return render(request, "ontmoeten/staff/phone_list.html", context)


def _answer(request):
    word, _dash, number = request.POST.get("entry", "").partition("-")
    if word not in MODELS or not (number.isdecimal() and len(number) < 10):
        raise Http404("no such entry")
    entry = get_object_or_404(MODELS[word].objects.published(), pk=number)
    match request.POST.get("do"):
        case "right":
            still_right(entry, request.user, _("checked by telephone"))
            messages.success(request, _("%(name)s: checked today.") % {"name": entry})
        case "stopped":
            _stop(request, entry)
        case _:
            raise Http404("no such answer")


def _stop(request, entry):
    try:
        phonelist.has_stopped(entry, request.user)
    except NotAllowed:
        messages.error(request, _("That is not possible now."))
    else:
        messages.success(request, _("%(name)s has left the site.") % {"name": entry})
