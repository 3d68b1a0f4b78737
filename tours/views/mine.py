"""Where people of an organisation keep their tours."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.moderation import deciding
from initiatives.organising import access
from tours.deciding import changing, mine
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
    must_wait = not changing.may_be_live_at_once(tour)
    change = changing.as_proposed(tour)
    data = (request.POST, request.FILES) if is_sent else ()
    form = MyTourForm(*data, instance=tour, change=change)
    if is_sent and form.is_valid():
        wish = form.cleaned_data["maker"]
        is_seen = mine.save(form.save(commit=False), wish, request.user)
        words = (
            _("Saved. Visitors see it now.")
            if is_seen
            else _("Saved. One of us has a look at it first.")
        )
        messages.success(request, words)
        return redirect("initiatives:mine")
    entries = _entries(tour, change)
    context = {
        "form": form,
        "tour": tour,
        "change": change,
        "must_wait": must_wait,
        "entries": entries,
        "maker": f"{reverse('tours:maker')}{kept.wish_of(tour, entries).query()}",
    }
    return render(request, "tours/mine/edit.html", context)


def _entries(tour, change):
    """The stops that it has, or that are proposed."""
    if change is None or change.stops is None:
        [entries] = kept.entries_of_tours([tour]).values()
        return entries
    return kept.entries_of_links(change.stops)
