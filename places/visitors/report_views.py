"""Visitors say that a place is right, is wrong, or is unsafe."""

from django.http import Http404
from django.shortcuts import redirect, render

from common.kit.slugs import moved
from common.moderation.states import Reason
from common.protect.forms import comes_from_here, form_page, one_tap
from common.protect.rate_limit import is_first, may_send, sender_of
from common.web.http import public_page
from places.deciding import reports
from places.models import Place
from places.visitors.report_forms import PlaceReportForm, UnsafePlaceForm

ONE_TAP_REASONS = [each for each in PlaceReportForm.reasons if each != Reason.OTHER]
THANKS = {"klopt", "klopt-niet", "melding", "onveilig"}


@one_tap
def confirm_place(request, slug):
    """One tap: what this page says is right."""
    return _tap(request, slug, "confirm", "klopt", reports.confirm)


@one_tap
def doubt_place(request, slug):
    """One tap: something is not right, and the passer-by need not say what. A second
    one says it (`reden`), in the words of a button."""
    reason = request.POST.get("reden")

    def doubt(place):
        if not is_first(f"doubt {place.pk} {reason or ''} {sender_of(request)}"):
            return
        if reason:
            reports.report(place, Reason(reason))
        else:
            reports.doubt(place)

    if not reason:
        return _tap(request, slug, "doubt", "klopt-niet", doubt)
    is_known = reason in ONE_TAP_REASONS
    return _tap(request, slug, "doubt", "melding", doubt, "report", is_known=is_known)


def _tap(request, slug, page, thanks, then, limit="confirmation", *, is_known=True):
    place = public_place(slug)
    problem = status = None
    if request.method == "POST":
        if not is_known:
            problem, status = "nothing", 400
        elif not comes_from_here(request):
            problem, status = "elsewhere", 403
        elif not may_send(request, limit):
            problem, status = "often", 429
        else:
            then(place)
            return redirect("places:thanks", place.slug, thanks)
    elif place.slug != slug:
        return redirect(f"places:{page}", place.slug, permanent=True)
    context = {"place": place, "problem": problem}
    return render(request, "places/visitors/confirm_place.html", context, status=status)


@form_page
def report_place(request, slug):
    """Something about it is not right."""
    return _report(request, slug, PlaceReportForm, "report", "melding")


@form_page
def report_unsafe(request, slug):
    """It is unsafe there, or what the page says is not appropriate."""
    return _report(request, slug, UnsafePlaceForm, "unsafe", "onveilig")


def _report(request, slug, form_class, page, thanks):
    is_sent = request.method == "POST"
    place = _any_place(slug) if is_sent else public_place(slug)
    form = form_class(request.POST if is_sent else None, request=request, entry=place)
    if is_sent and place.state != Place.State.PUBLISHED and not form.was_opened:
        raise Http404(f"no place {slug}")
    if is_sent and form.is_valid() and form.send():
        return redirect("places:thanks", place.slug, thanks)
    if not is_sent and place.slug != slug:
        return redirect(f"places:{page}", place.slug, permanent=True)
    context = {"entry": place, "form": form}
    return render(request, f"common/moderation/{page}.html", context)


@public_page
def thanks(request, slug, what):
    """What happens now. The place may be hidden already, by a report like this one."""
    if what not in THANKS:
        raise Http404(f"no such thanks: {what}")
    place = Place.objects.published().filter(slug=slug).first()
    context = {"place": place, "what": what, "reasons": ONE_TAP_REASONS}
    return render(request, "places/visitors/report_thanks.html", context)


def public_place(slug):
    """The place as everyone sees it, by an old address too; 404 when there is none."""
    return Place.objects.published().filter(slug=slug).first() or moved(Place, slug)


def _any_place(slug):
    """A form that was open while staff hid the place must still reach us."""
    return Place.objects.filter(slug=slug).first() or moved(Place, slug)
