"""Where a desk is now that had another address before."""

from django.http import Http404

from common.kit.slugs import moved
from desks.models import Desk
from desks.models.desk import SHOWN_AS
from initiatives.models import Activity


def where_now(slug: str) -> Activity:
    """The activity, a desk still or not, that is at what was this address: that of an
    earlier part, or of before a new name; Http404 if there is none."""
    desks = Desk.objects.published().select_related("activity")
    if whole := desks.filter(activity__earlier_parts__slug=slug).first():
        return whole.activity
    found = moved(Activity, slug)
    if whole := desks.filter(activity=found.whole_id).first():
        return whole.activity
    if found.shown_as == SHOWN_AS:
        raise Http404(f"what {slug} is a part of has stopped")
    return found


def slug_now(slug: str) -> str:
    """The address now of a desk that had this one; Http404 when it is none."""
    activity = where_now(slug)
    if activity.shown_as != SHOWN_AS:
        raise Http404(f"{slug} is no desk")
    return activity.slug
