"""Visitors say of an organisation, an initiative or an activity that it is right, or in
one tap how it is not, or in words what is wrong."""

from django.http import Http404
from django.shortcuts import redirect, render

from common.kit.slugs import moved
from common.moderation.reporting.reports import ReportForm
from common.moderation.states import URGENT, State
from common.protect.forms import comes_from_here, form_page, one_tap
from common.protect.rate_limit import is_first, may_send, sender_of
from common.web.http import public_page
from initiatives.deciding.decisions import target_kwargs
from initiatives.models import EntryReport
from initiatives.models.moderation import CAN_BE_SAID, Said
from initiatives.organising import doubting

KINDS = {model._meta.model_name: model for model in CAN_BE_SAID}


class EntryReportForm(ReportForm):
    """Something about an entry is not right."""

    def reports(self):
        return EntryReport.objects.filter(**target_kwargs(self.entry))

    def make(self, answers) -> EntryReport:
        return EntryReport.objects.create(**target_kwargs(self.entry), **answers)


class UnsafeEntryForm(EntryReportForm):
    """It is unsafe there, or what the page says is not appropriate."""

    reasons = URGENT


@one_tap
def say(request, kind, slug):
    """What a visitor says of it in one tap: the buttons, and what they do."""
    entry = _public(kind, slug)
    problem = status = None
    if request.method == "POST":
        said = request.POST.get("zegt")
        if said not in CAN_BE_SAID[KINDS[kind]]:
            problem, status = "nothing", 400
        elif not comes_from_here(request):
            problem, status = "elsewhere", 403
        elif not may_send(request, "confirmation"):
            problem, status = "often", 429
        else:
            once = f"said {kind} {entry.pk} {said} {sender_of(request)}"
            if is_first(once):
                doubting.say(entry, Said(said))
            return redirect(f"initiatives:said-{kind}", entry.slug, said)
    elif entry.slug != slug:
        return redirect(f"initiatives:say-{kind}", entry.slug, permanent=True)
    context = {"entry": entry, "kind": kind, "problem": problem}
    return render(request, "initiatives/saying/say.html", context, status=status)


@public_page
def thanks(request, kind, slug, said):
    """What happens now. The entry may be hidden already, by a report like this one."""
    if said not in {*CAN_BE_SAID[KINDS[kind]], "melding", "onveilig"}:
        raise Http404(f"no such thanks: {said}")
    entry = KINDS[kind].objects.published().filter(slug=slug).first()
    context = {"entry": entry, "kind": kind, "said": said}
    return render(request, "initiatives/saying/thanks.html", context)


@form_page
def report(request, kind, slug):
    """Something about it is not right, in words."""
    return _report(request, kind, slug, EntryReportForm, "report", "melding")


@form_page
def report_unsafe(request, kind, slug):
    """It is unsafe there, or what the page says is not appropriate."""
    return _report(request, kind, slug, UnsafeEntryForm, "unsafe", "onveilig")


def _report(request, kind, slug, form_class, page, said):
    is_sent = request.method == "POST"
    entry = _any(kind, slug) if is_sent else _public(kind, slug)
    form = form_class(request.POST if is_sent else None, request=request, entry=entry)
    if is_sent and entry.state != State.PUBLISHED and not form.was_opened:
        raise Http404(f"no {kind} {slug}")
    if is_sent and form.is_valid() and form.send():
        return redirect(f"initiatives:said-{kind}", entry.slug, said)
    if not is_sent and entry.slug != slug:
        return redirect(f"initiatives:{page}-{kind}", entry.slug, permanent=True)
    context = {"entry": entry, "kind": kind, "form": form}
    return render(request, f"common/moderation/{page}.html", context)


def _public(kind, slug):
    model = KINDS[kind]
    return model.objects.published().filter(slug=slug).first() or moved(model, slug)


def _any(kind, slug):
    """A form that was open while staff hid the entry must still reach us."""
    model = KINDS[kind]
    return model.objects.filter(slug=slug).first() or moved(model, slug)
