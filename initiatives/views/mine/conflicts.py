"""The page on which someone sees what a colleague changed meanwhile, and chooses."""

from functools import partial

from django.shortcuts import render

from common.history import versions, who
from common.history.merge import carried, shown
from initiatives.models import Organisation
from initiatives.views.mine.overview import proposal_of


def page(request, form, entry):
    """Both versions side by side; it sends the form again, with the choices."""
    live = type(entry)._base_manager.get(pk=entry.pk)
    context = {
        "entry": live,
        "rows": shown(form.merge, live, _who(live, form)),
        "is_unanswered": form.merge.is_unanswered,
        "carried": carried(request.POST),
        "sealed": form.merge.next_seal(live),
    }
    return render(request, "initiatives/mine/conflict.html", context)


def _who(entry, form):
    """By whom each field was changed: what is live, or what waits beside it."""
    organisation = entry.pk
    if not isinstance(entry, Organisation):
        organisation = entry.organisation_id
    called = partial(who.for_organisation, organisation=organisation)
    found = versions.who_changed(entry, form.before, called)
    waiting = proposal_of(entry)
    if waiting:
        words = versions.by_whom(waiting.proposed_by, waiting.proposed_at, called)
        found |= dict.fromkeys(waiting.changes, words)
    return found
