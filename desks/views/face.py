"""The page of a host, behind a link that only she has: what she agreed to."""

from django.shortcuts import redirect, render

from common.protect.forms import form_page
from desks.forms.face import FaceForm
from desks.models import DeskHost
from desks.organising import consents
from initiatives.deciding import decisions
from initiatives.facts import tokens
from initiatives.models.host import PERSONAL
from initiatives.views.private import link_gone


@form_page
def my_face(request, token):
    """Each consent has a button that takes it back; a form gives what is not there."""
    numbers = tokens.read("desk-face", token)
    hosts = DeskHost.objects.select_related("desk__activity__organisation")
    host = hosts.filter(pk=numbers[0]).first() if numbers else None
    if host is None:
        return link_gone(request)
    picture = host.photo
    given = consents.of(host)
    do, name = request.POST.get("do"), request.POST.get("what")
    acts = {"take-back": consents.take_back, "again": consents.give_again}
    if do in acts and name in PERSONAL:
        acts[do](host, name)
        return redirect("desks:my-face", token)
    sent = (request.POST, request.FILES) if do == "give" else ()
    form = FaceForm(*sent, instance=host, request=request)
    if sent and form.is_valid() and form.keep():
        return redirect("desks:my-face", token)
    context = {
        "host": host,
        "thing": host,
        "activity": host.desk.activity,
        "desk": host.desk,
        "consents": given,
        "picture": picture,
        "form": form,
        "must_wait": not decisions.is_trusted(host.desk.activity, request.user),
    }
    return render(request, "desks/private/my_face.html", context)
