"""What follows when visitors say that a place is right, is wrong, or is unsafe."""

from collections import Counter

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from simple_history.utils import update_change_reason

from ontmoeten.lib.moderation import Move, NotAllowed
from places.models import Confirmation, Place, PlaceReport

LONGEST_REASON = 100  # characters, of a change in the history


def confirm(place: Place) -> None:
    """A passer-by says today that it is right. Staff's own check stays what it was."""
    today = Confirmation(place=place, day=localdate())
    Confirmation.objects.bulk_create([today], ignore_conflicts=True)


def open_reasons(place: Place) -> Counter:
    """How many open reports of each reason."""
    return Counter(place.reports.open().values_list("reason", flat=True))


@transaction.atomic
def move(place: Place, move: Move, why: str) -> None:
    """Hide or publish with the reason in the history. NotAllowed if a colleague did."""
    locked = Place.objects.select_for_update(of=["self"]).get(pk=place.pk)
    locked.make(move)
    locked.save(update_fields=["state", "refusal_reason"])
    update_change_reason(locked, why[:LONGEST_REASON])


@transaction.atomic
def hide_places_of(reports) -> tuple[int, list[str]]:
    """Hide the places of these reports; they themselves stay open.

    Gives how many were hidden, and the names of those that were not public any more.
    """
    hidden, stayed = 0, []
    reasons: dict[int, dict] = {}
    for report in reports.order_by("place", "reason"):
        reasons.setdefault(report.place_id, {})[report.get_reason_display()] = None
    for place in Place.objects.filter(pk__in=reasons).order_by("pk"):
        words = ", ".join(reasons[place.pk])
        try:
            move(place, Move.HIDE, _("hidden after a report: %(why)s") % {"why": words})
            hidden += 1
        except NotAllowed:
            stayed.append(place.name)
    return hidden, stayed


@transaction.atomic
def handle(reports, by) -> int:
    """Mark as handled what is still open; gives how many."""
    count = 0
    for report in reports.open().select_for_update(of=["self"]).order_by("pk"):
        report.handle(by)
        report.save()
        count += 1
    return count


def forget_reporters(today) -> int:
    """Erase who reported, where it is past its date; gives in how many reports."""
    return PlaceReport.objects.all().forget(today)
