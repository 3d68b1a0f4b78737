"""What follows when visitors say that a place is right, is wrong, or is unsafe."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time

from django.db import transaction
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from common.mail import sending
from common.moderation import on_duty
from common.moderation.deciding import decide_each
from places.deciding import decisions
from places.models import Confirmation, Doubt, Place, PlaceReport


def confirm(place: Place) -> None:
    """A passer-by says today that it is right. Staff's own check stays what it was."""
    today = Confirmation(place=place, day=localdate())
    Confirmation.objects.bulk_create([today], ignore_conflicts=True)


def doubt(place: Place) -> None:
    """A passer-by says that something is not right, and not what."""
    Doubt.add(place, localdate())


def open_reasons(place: Place) -> Counter:
    """How many open reports of each reason."""
    return Counter(place.reports.open().values_list("reason", flat=True))


def tell_who_is_on_duty(report: PlaceReport) -> None:
    """Mail whoever is on duty that something urgent waits, once for a report; nothing
    in it is of who reported. The link opens a page with a button."""
    if not report.is_urgent:
        return
    on_duty.ring(
        "places/mail/urgent_report.html",
        key=f"urgent:{report.pk}",
        context={"report": report},
        page="queue-item",
        about=["melding", report.pk],
    )


def hide_places_of(reports, by) -> tuple[int, list[str]]:
    """Hide the places of these reports; they themselves stay open.

    Gives how many were hidden, and the names of those that were not public any more.
    """
    reasons: dict[int, dict] = {}
    for report in reports.order_by("place", "reason"):
        reasons.setdefault(report.place_id, {})[report.get_reason_display()] = None
    places = Place.objects.filter(pk__in=reasons).order_by("pk")
    return decide_each(
        places,
        lambda place: decisions.hide(place, by, after_a_report(reasons[place.pk])),
    )


def after_a_report(reasons: Iterable[str]) -> str:
    """For the history of a place that is hidden."""
    return _("hidden after a report: %(why)s") % {"why": ", ".join(reasons)}


@transaction.atomic
def handle(reports, by, answer: str = "") -> int:
    """Mark as handled what is still open; gives how many. Who left an address gets the
    answer by mail."""
    count = 0
    found = reports.open().select_for_update(of=["self"]).select_related("place")
    for report in found.order_by("pk"):
        report.handle(by, answer)
        report.save()
        if report.answer:
            _mail(report)
        count += 1
    return count


def _mail(report: PlaceReport) -> None:
    place = report.place
    is_public = place.state == Place.State.PUBLISHED
    sending.send(
        "places/mail/report_answer.html",
        to=report.email,
        context={
            "report": report,
            "url": sending.absolute(place.get_absolute_url()) if is_public else "",
        },
        key=f"report:{report.pk}",
        forget_at=make_aware(datetime.combine(report.forget_on, time())),
    )


def forget_reporters(today) -> int:
    """Erase who reported, where it is past its date; gives in how many reports."""
    return PlaceReport.objects.all().forget(today)
