"""Who comes in: the coordinator and the deputy who are named in the rules, and nobody
else, whatever rights they have; not a superuser either."""

from functools import wraps

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.cache import never_cache

from matching.models import Policy


def for_the_two(view):
    """The view gets the policy. Logged in as staff and with the second step, as all of
    /beheer/."""

    @never_cache
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not settings.MATCHING:
            raise Http404("Meet & Match is off")
        policy = Policy.now()
        if not policy.is_seen_by(request.user):
            raise PermissionDenied
        return view(request, policy, *args, **kwargs)

    return admin.site.admin_view(wrapped)


def for_who_sets_it(view):
    """Who may fill in the rules; they see no person by that."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not request.user.has_perm("matching.set_policy"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return admin.site.admin_view(wrapped)
