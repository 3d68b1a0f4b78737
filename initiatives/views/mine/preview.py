""" "Bekijk als bezoeker": the public page of an entry as it will be, for who edits it.

What is not on the site yet is shown as if it were, a waiting change as if we agreed:
all of it is done in a transaction that is rolled back when the page is written, so that
the page is made by the same code as the public one and nothing of it is kept.
"""

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from common.kit.storing import store
from common.moderation.states import State
from initiatives.deciding import decisions, differences
from initiatives.models import Activity, Initiative, Organisation, Proposal
from initiatives.organising import access
from initiatives.views import public
from initiatives.views.mine.overview import KINDS, find, proposal_of


@access.page
@csp_update({"frame-src": [SELF]})
def frame(request, kind, pk):
    """The page at the width of a phone, with what waits beside it."""
    entry = _entry(request, kind, pk)
    waiting = _waiting(entry)
    context = {
        "entry": entry,
        "kind": entry._meta.model_name,
        "is_seen": entry.state == State.PUBLISHED,
        "waiting": differences.rows(waiting) if waiting else [],
        "around": _("Around the preview"),  # its parts are not those in the frame
    }
    return render(request, "initiatives/mine/preview/frame.html", context)


@access.page
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def page(request, kind, pk):
    """What stands in that frame."""
    entry = _entry(request, kind, pk)
    waiting = _waiting(entry)
    with transaction.atomic():
        _make_seen(entry, waiting)
        context = _about(request, entry)
        context["waiting"] = set(waiting.changes) if waiting else set()
        template = f"initiatives/mine/preview/{entry._meta.model_name}.html"
        response = render(request, template, context)
        transaction.set_rollback(True)
    return response


def _entry(request, kind, pk):
    if kind not in KINDS:
        raise Http404(kind)
    return find(request.user, kind, pk)


def _waiting(entry) -> Proposal | None:
    return proposal_of(entry) if entry.state == State.PUBLISHED else None


def _make_seen(entry, waiting) -> None:
    if waiting:
        decisions.give(entry, waiting.changes, waiting.starting_on)
    owner = None if isinstance(entry, Organisation) else entry.organisation
    for each in [owner, entry]:
        if each is not None and (each.state != State.PUBLISHED or each is entry):
            each.state = State.PUBLISHED
            store(each)


def _about(request, entry) -> dict:
    if isinstance(entry, Activity):
        return public.about_activity(request, entry)
    if isinstance(entry, Initiative):
        whole = Initiative.objects.with_where().select_related("organisation")
        return public.about_initiative(request, whole.get(pk=entry.pk))
    return public.about_organisation(request, entry)
