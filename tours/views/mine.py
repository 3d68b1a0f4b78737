"""Where people of an organisation keep their tours."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.moderation import deciding
from common.moderation.states import State
from initiatives.organising import access
from tours.deciding import mine
from tours.forms.mine import MyTourForm
from tours.planning import kept


@access.form_page
@transaction.atomic
def edit(request, pk):
    tour = mine.tour_of(request.user, pk)
    is_sent = request.method == "POST"
    if is_sent:
        deciding.locked(tour)  # who saves at the same time waits, and then sees it
        tour = mine.tour_of(request.user, pk)
    data = (request.POST, request.FILES) if is_sent else ()
    form = MyTourForm(*data, instance=tour)
    if is_sent and form.is_valid():
        mine.save(form.save(commit=False), form.cleaned_data["maker"], request.user)
        is_seen = tour.state == State.PUBLISHED
        words = (
            _("Saved. Visitors see it now.")
            if is_seen
            else _("Saved. One of us has a look at it first.")
        )
        messages.success(request, words)
        return redirect("initiatives:mine")
    tour.refresh_from_db()  # the page shows how it is
    [entries] = kept.entries_of_tours([tour]).values()
    context = {
        "form": form,
        "tour": tour,
        "entries": entries,
        "maker": f"{reverse('tours:maker')}{kept.wish_of(tour, entries).query()}",
    }
    return render(request, "tours/mine/edit.html", context)
