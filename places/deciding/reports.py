"""What follows when visitors say that a place is right, is wrong, or is unsafe."""

from collections.abc import Iterable

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from common.moderation.states import Move, Reason
from places.deciding import decisions
from places.models import Confirmation, Doubt, Place, PlaceReport


def confirm(place: Place) -> None:
    """A passer-by says today that it is right. Staff's own check stays what it was."""
    today = Confirmation(place=place, day=localdate())
    Confirmation.objects.bulk_create([today], ignore_conflicts=True)


def doubt(place: Place) -> None:
    """A passer-by says that something is not right, and not what."""
    Doubt.add(localdate(), place=place)


def report(place: Place, reason: Reason) -> None:
    """A passer-by says in one tap what is not right; there are no words with it."""
    PlaceReport.objects.create(place=place, reason=reason)


def hide_places_of(reports, by) -> tuple[int, list[str]]:
    """Hide the places of these reports; they themselves stay open.

    Gives how many were hidden, and the names of those that were not public any more.
    """
    reasons: dict[int, dict] = {}
    for report in reports.order_by("place", "reason"):
        reasons.setdefault(report.place_id, {})[report.get_reason_display()] = None
    alike: dict[str, list[int]] = {}
    for pk, found in reasons.items():
        alike.setdefault(after_a_report(found), []).append(pk)
    hidden, stayed = 0, []
    for why, keys in alike.items():
        places = Place.objects.filter(pk__in=keys)
        moved, others = decisions.decide_all(places, Move.HIDE, by, why)
        hidden, stayed = hidden + len(moved), stayed + others
    return hidden, stayed


def after_a_report(reasons: Iterable[str]) -> str:
    """For the history of a place that is hidden."""
    return _("hidden after a report: %(why)s") % {"why": ", ".join(reasons)}
