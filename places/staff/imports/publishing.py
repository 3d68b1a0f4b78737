"""Staff publish all that an import brought: it is asked once more, with how many."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.moderation.deciding import NAMED
from places.importing import publishing
from places.models import ImportRun
from places.staff.imports.case import Case

RIGHT = "places.decide_place"


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, pk):
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    run = get_object_or_404(ImportRun.objects.select_related("made_by"), pk=pk)
    case = Case(run)
    if request.method == "POST" and not case.is_busy:
        if request.POST.get("number") == str(case.publishable):
            return _publish(request, run)
        messages.warning(request, _("The number changed meanwhile. Look once more."))
    title = _("Publish the places of %(name)s") % {"name": run}
    context = admin.site.each_context(request) | {"title": title, "case": case}
    return render(request, "places/staff/imports/publish.html", context)


def _publish(request, run):
    outcome = publishing.publish(run, request.user)
    if outcome is None:
        words = _("We publish them now. That takes a few minutes; you can go on.")
        messages.success(request, words)
        return redirect("queue-item", "ingelezen", run.pk)
    done, stayed = outcome
    words = ngettext(
        "%d place is on the site now.", "%d places are on the site now.", done
    )
    messages.success(request, words % done)
    if stayed:
        names = ", ".join(stayed[:NAMED]) + (" …" if len(stayed) > NAMED else "")
        words = _("These stay, they may be here already: %(names)s.")
        messages.warning(request, words % {"names": names})
        return redirect("queue-item", "ingelezen", run.pk)
    return redirect("queue")
