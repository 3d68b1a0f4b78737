"""The tours of an organisation, as its people keep them."""

from collections.abc import Collection

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from common.history.bin import Binned, left_in
from common.kit.storing import store_and_tell
from common.moderation import deciding
from common.moderation.states import Move, State
from initiatives.models import Organisation
from initiatives.organising.access import is_theirs
from initiatives.organising.kept_elsewhere import Entry, Group
from tours.deciding.stops import set_stops
from tours.facts.wish import Wish
from tours.models import Tour


def tour_of(person, pk: int) -> Tour:
    """Http404 for one that is not of this person or their organisations."""
    found = left_in(Tour.objects.select_related("organisation"))
    found = found.exclude(organisation__in=Binned.objects.keys(Organisation))
    return get_object_or_404(found.filter(is_theirs(person)).distinct(), pk=pk)


def kept(organisations: Collection[int]) -> dict[int, Group]:
    """For /mijn/; one query."""
    found = {
        pk: Group(_("Tours"), reverse("tours:maker"), _("Make a tour"))
        for pk in organisations
    }
    tours = left_in(Tour.objects.exclude(state=State.CLOSED))
    rows = tours.filter(organisation__in=organisations).order_by("name", "pk")
    for tour in rows.defer("line"):
        url = reverse("tours:edit", args=[tour.pk])
        entry = Entry(tour.name, tour.get_state_display(), url)
        found[tour.organisation_id].entries.append(entry)
    return found


@transaction.atomic
def save(tour: Tour, wish: Wish | None, by) -> None:
    """What its people wrote, with other stops if they made them. What everyone sees
    waits for staff again, unless staff trust the organisation; so does what was
    refused."""
    tour._history_user = by
    is_trusted = tour.organisation is not None and tour.organisation.is_trusted
    store_and_tell(tour)
    if wish is not None:
        set_stops(tour, wish)
    if tour.state == State.PUBLISHED and not is_trusted:
        deciding.make(tour, Move.HIDE, by=by, why=str(_("changed by its makers")))
    elif tour.may(Move.RESUBMIT):
        deciding.make(tour, Move.RESUBMIT, by=by)
