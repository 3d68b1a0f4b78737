"""What waits for staff: the list, one thing with its decision, who looks at it.

There is no other page where staff decide about one thing."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from common.history.meanwhile import ChangedMeanwhile
from common.moderation.attention import Attention
from common.moderation.queue import DecisionRefused, sources
from common.moderation.states import Move, NotAllowed
from common.moderation.undoing.decisions import take_back
from common.moderation.undoing.models import Undoable
from common.moderation.undoing.rows import ChangedSince
from ontmoeten.staff.queue import case
from ontmoeten.staff.queue.case import parts_of
from ontmoeten.staff.queue.forms import QueueForm
from ontmoeten.staff.queue.waiting import Queue, decide, decided_lately
from places.map.widgets import map_attributes

PER_PAGE = 50
SHOWN = 20  # of what was decided lately


@require_safe
def queue(request):
    """All that waits, in pages, of every kind or of one."""
    waits = Queue(request.user, _kind(request))
    page = Paginator(waits.firsts, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "title": _("What waits for us"),
        "queue": waits,
        "rows": waits.rows(page.object_list),
        "page": page,
        "lately": _lately(request),
    }
    return _render(request, "list", context)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request, kind, pk):
    """One thing, waiting or not, with all about it, and the decision."""
    source = _source(request, kind)
    thing = source.find(pk)
    if thing is None:
        messages.warning(request, _first())
        return redirect(_address("queue", soort=_kind(request)))
    waits = Queue(request.user, _kind(request))
    told = source.item(thing, request.user)
    sent = request.POST if request.method == "POST" else None
    form = QueueForm(sent, source=source, thing=thing, item=told)
    edits = _edits(source, thing, sent)
    if sent is not None and (
        answer := _decided(request, source, thing, waits, form, edits)
    ):
        return answer
    before, after = waits.beside(kind, pk)
    parts = parts_of(waits, kind, pk) if source.waits(thing) else []
    context = {
        "title": source.title(thing),
        "source": source,
        "sort": source.name if source.waits(thing) else thing._meta.verbose_name,
        "thing": thing,
        "item": told,
        "form": form,
        "edits": edits,
        "is_waiting": source.waits(thing),
        "row": waits.row_of(kind, pk),
        "before": before,
        "after": after,
        "parts": parts,
        "more_from": f"{case.SHOWN}:",
        "case_seen": case.seen(source, thing, told, parts),
        "map_attributes": map_attributes() if told.point else "",
        "attention": Attention.objects.now().filter(kind=kind, number=pk),
    }
    return _render(request, "item", context)


def _edits(source, thing, sent):
    """The fields that staff may put right in the same go; None when there are none.
    Only what was shown with them is taken for filled in."""
    form = source.edit_form(thing)
    sent = sent if sent and "in-shown" in sent else None
    return form and form(sent, prefix="in", label_suffix="")


def _decided(request, source, thing, waits, form, edits):
    """Where to go on after the decision; None when it could not be made, with the form
    saying why."""
    pk = thing.pk
    is_right = form.is_valid()
    if "do" in form.errors:
        return _too_late(request, source, pk, waits)
    instead = {}
    if edits is not None and edits.is_bound and source.keeps_edits:
        is_right = edits.is_valid() and is_right
        if is_right:
            instead = {name: edits.cleaned_data[name] for name in edits.changed_data}
    elif edits is not None and edits.is_bound and form["do"].value() == Move.PUBLISH:
        is_right = edits.is_valid() and is_right
        instead = edits.cleaned_data
    if not is_right:
        return None
    asked = form.asked(request.user, instead)
    try:
        done = decide(source, pk, form.cleaned_data["seen"], asked)
    except ChangedMeanwhile:
        form.add_error(None, _("Someone changed this meanwhile. Look at it again."))
        form.data = form.data.copy()
        form.data["seen"] = form.initial["seen"]
        return None
    except DecisionRefused as refused:
        form.add_error(None, str(refused))
        return None
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    except NotAllowed:
        return _too_late(request, source, pk, waits)
    messages.success(request, done.words)
    return _onwards(request, source, pk, waits, done, was_waiting=source.waits(thing))


def _onwards(request, source, pk, waits, done, *, was_waiting):
    """To what waits next; from what did not wait back to its page."""
    thing = source.find(pk)
    page = source.page(thing) if thing is not None and not was_waiting else ""
    if page and _may_see(request, thing):
        return redirect(page)
    net = done.pk or ""
    if thing is not None and source.waits(thing):
        return redirect(_item(source.slug, pk, soort=waits.kind, net=net))
    _before, after = waits.beside(source.slug, pk)
    if after is None:
        return redirect(_address("queue", soort=waits.kind, net=net))
    return redirect(_item(after.kind, after.pk, soort=waits.kind, net=net))


def _may_see(request, thing) -> bool:
    """Whether its page in the administration opens for them."""
    return admin.site.get_model_admin(type(thing)).has_view_permission(request, thing)


@require_POST
def publish_all(request, kind, pk):
    """All that one applicant sent in comes on the site."""
    source = _source(request, kind)
    thing = source.find(pk)
    waits = Queue(request.user)
    row = next((w for w in waits.waiting if (w.kind, w.pk) == (kind, pk)), None)
    if thing is None or row is None:
        messages.warning(request, _first())
        return redirect(_address("queue"))
    parts = [case.part_of(row, request.user), *case.parts_of(waits, kind, pk)]
    seen = {
        part.waiting.key: request.POST.get(f"seen-{part.waiting.key}", "")
        for part in parts
    }
    try:
        made, done, stayed = case.publish_all(parts, seen, request.user)
    except ChangedMeanwhile:
        words = _("Someone changed this meanwhile. Look at it again.")
        messages.warning(request, words)
        return redirect(_item(kind, pk))
    if done:
        words = _("On the site now: %(names)s.")
        messages.success(request, words % {"names": ", ".join(done)})
    if stayed:
        words = _("Not possible from the state they are in: %(names)s.")
        messages.warning(request, words % {"names": ", ".join(stayed)})
    return redirect(_address("queue", net=made.pk or ""))


@require_POST
def attend(request, kind, pk):
    """Someone looks at it; the others see that."""
    source = _source(request, kind)
    thing = source.find(pk)
    if thing is not None and source.waits(thing):
        Attention.objects.all().pay(kind, pk, request.user)
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    return redirect(_item(kind, pk, soort=_kind(request)))


@require_POST
def undo(request, pk: int):
    """Takes back a decision that was made lately, of oneself or of a colleague."""
    made = Undoable.objects.filter(pk=pk).first()
    if made is None:
        messages.warning(request, _("This can not be undone any more."))
        return redirect(_address("queue", soort=_kind(request)))
    source = _source(request, made.kind)
    for other in made.others:
        _source(request, other)
    try:
        take_back(made, request.user)
        messages.success(request, _("Undone. Everything is as it was before."))
    except ChangedSince:
        messages.warning(request, _("Someone changed it since. It stays decided."))
    except NotAllowed:
        messages.warning(request, _("This can not be undone any more."))
    if len(made.numbers) == 1 and source.find(made.numbers[0]) is not None:
        return redirect(_item(made.kind, made.numbers[0], soort=_kind(request)))
    return redirect(_address("queue", soort=_kind(request)))


def _too_late(request, source, pk, waits):
    """A colleague was first; what somebody wrote is not lost with that."""
    messages.warning(request, _first())
    if answer := request.POST.get("answer", "").strip():
        words = _("What you wrote was not sent: %(answer)s")
        messages.info(request, words % {"answer": answer})
    return redirect(_item(source.slug, pk, soort=waits.kind))


def _first():
    return _("A colleague was first. Look at how it is now.")


def _kind(request):
    kind = request.GET.get("soort", "")
    if kind and kind not in sources():
        raise Http404(f"no such kind: {kind}")
    return kind


def _source(request, kind):
    source = sources().get(kind)
    if source is None:
        raise Http404(f"no such kind: {kind}")
    if not request.user.has_perm(source.permission):
        raise PermissionDenied
    return source


def _address(name, *args, **query):
    asked = urlencode({key: value for key, value in query.items() if value})
    return reverse(name, args=args) + (f"?{asked}" if asked else "")


def _item(kind, pk, **query):
    return _address("queue-item", kind, pk, **query)


def _lately(request) -> list[Undoable]:
    """What was decided lately, but for what stands above the list already."""
    found = decided_lately(request.user)[: SHOWN + 1]
    just = _just_decided(request)
    return [each for each in found if each != just][:SHOWN]


def _just_decided(request) -> Undoable | None:
    """What was decided on the page before, if that can be undone."""
    pk = request.GET.get("net", "")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    return decided_lately(request.user).filter(pk=pk).first()


def _render(request, page, context):
    kind = _kind(request)
    context |= {
        **admin.site.each_context(request),
        "kind": kind,
        "suffix": f"?soort={kind}" if kind else "",
        "undo": _just_decided(request),
    }
    return render(request, f"ontmoeten/staff/queue/{page}.html", context)
