"""Visitors suggest a place."""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common.kit.geo import key_of
from common.photos import pending_uploads
from common.protect.forms import form_page
from common.web.http import public_page
from places.finding import in_words, nearby
from places.visitors.suggest_form import YES, NearForm, SuggestPlaceForm


@form_page
def suggest_place(request):
    """Five questions; then, when places lie near by, whether it is one of them."""
    if request.method != "POST":
        return _form(request, SuggestPlaceForm(request=request))
    form = SuggestPlaceForm(request.POST, request.FILES, request=request)
    if form.was_sent():
        return redirect("places:suggest-thanks")
    is_valid = form.is_valid()
    if request.POST.get("known") == YES:
        pending_uploads.drop(form.cleaned_data["ticket"])
        return redirect("places:suggest-known")
    if not is_valid:
        return _form(request, form)
    kind = form.cleaned_data["kind"]
    known = nearby.perhaps_the_same(form.point.y, form.point.x, kind)
    if known and not form.is_another:
        form.ask_about_near_by()
        return _form(request, form, known)
    if not form.send():
        return _form(request, form)
    return redirect("places:suggest-thanks")


def _form(request, form, known=()):
    cards = [
        (place, in_words.distance(place.metres_from(form.point.y)), _first_photo(place))
        for place in known
    ]
    context = {"form": form, "known": cards}
    return render(request, "places/visitors/suggest_place.html", context)


def _first_photo(place):
    return next(iter(place.photos.all()), None)


@never_cache
@require_POST
def places_near_by(request):
    """What is there already, for the map of the form; a position comes by POST, so that
    it stands in no address."""
    form = NearForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    point, kind = form.cleaned_data["where"], form.cleaned_data["kind"]
    found = nearby.perhaps_the_same(point.y, point.x, kind)
    places = [
        {
            "name": place.name,
            "url": place.get_absolute_url(),
            "icon": place.kind.icon,
            "about": f"{place.kind}, {in_words.distance(place.metres_from(point.y))}",
        }
        for place in found
    ]
    return JsonResponse({"key": key_of(point.y, point.x), "places": places})


@public_page
def thanks(request, known=False):
    """What happens now, and by when."""
    days = settings.SUGGESTIONS_WITHIN_DAYS
    context = {"is_known": known, "days": days}
    return render(request, "places/visitors/suggest_thanks.html", context)
