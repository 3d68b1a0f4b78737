"""From the maker to a tour that we keep, once staff looked at it."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import timezone

from common.protect.forms import form_page
from common.web.http import public_page
from tours.forms.propose import ProposeTourForm
from tours.planning.plan import plan_of
from tours.views.maker import wish_of
from tours.views.public import shown

FEWEST = 2  # stops


@form_page
def propose(request):
    """The stops stand in the address, as in the maker; fewer than two are no tour."""
    wish = wish_of(request)
    plan = plan_of(wish, timezone.now())
    is_enough = len(plan.stops) >= FEWEST
    person = request.user if request.user.is_authenticated else None
    is_sent = request.method == "POST"
    form = ProposeTourForm(
        request.POST if is_sent else None,
        request=request,
        about=wish.query(),
        wish=wish,
        person=person,
    )
    if is_sent and is_enough and form.is_valid() and form.send():
        return redirect("tours:thanks")
    context = shown(plan) | {
        "form": form,
        "query": wish.query(),
        "is_enough": is_enough,
    }
    return render(request, "tours/visitors/propose.html", context)


@public_page
def thanks(request):
    context = {"days": settings.SUGGESTIONS_WITHIN_DAYS}
    return render(request, "tours/visitors/thanks.html", context)
