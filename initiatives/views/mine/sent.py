"""/mijn/: what someone sent under my address; mine only when I say so."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from initiatives.organising import access, registering


@access.action
def is_mine(request, pk):
    """ "I sent this": it waits for staff now."""
    waiting = get_object_or_404(registering.waiting_for(request.user), pk=pk)
    registering.finish(request.user, [waiting.pk])
    messages.success(request, _("We have it. Below you see what happens now."))
    return redirect("initiatives:mine")


@access.action
def is_not_mine(request, pk):
    """ "I did not send this": it is erased, and nobody saw it."""
    get_object_or_404(registering.waiting_for(request.user), pk=pk).delete()
    messages.success(request, _("Erased. Nobody has seen it."))
    return redirect("initiatives:mine")
