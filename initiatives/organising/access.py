"""Who may do what under /mijn/: only people of an organisation, only with what is its.

What is not yours is not there (404), so that nobody learns that it exists.
"""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common.history.bin import Binned, left_in
from initiatives.models import Activity, Initiative, Membership, Organisation

SAFE = ["GET", "HEAD"]


def mine(*methods):
    """A page of someone who is logged in; never kept by a cache."""

    def decorator(view):
        return never_cache(require_http_methods([*methods])(login_required(view)))

    return decorator


page = mine(*SAFE)
form_page = mine(*SAFE, "POST")
action = mine("POST")


def membership_of(person, organisation_pk: int) -> Membership:
    mine = Membership.objects.select_related("organisation").filter(person=person)
    mine = mine.exclude(organisation__in=Binned.objects.keys(Organisation))
    return get_object_or_404(mine, organisation=organisation_pk)


def organisation_of(person, pk: int) -> Organisation:
    return membership_of(person, pk).organisation


def for_owners(view):
    """For who may decide about people; `view` gets the Membership of who asks."""

    @wraps(view)
    def wrapped(request, pk, *args, **kwargs):
        membership = membership_of(request.user, pk)
        if not membership.is_owner:
            raise PermissionDenied
        return view(request, membership, *args, **kwargs)

    return wrapped


def is_theirs(person) -> Q:
    """Of their organisation; or their own, which has no organisation yet."""
    own = Q(organisation__isnull=True, created_by=person)
    return Q(organisation__memberships__person=person) | own


def activity_of(person, pk: int) -> Activity:
    related = Activity.objects.select_related("organisation", "place", "initiative")
    return get_object_or_404(left_in(related.filter(is_theirs(person))), pk=pk)


def initiative_of(person, pk: int) -> Initiative:
    related = Initiative.objects.select_related("organisation")
    return get_object_or_404(left_in(related.filter(is_theirs(person))), pk=pk)
