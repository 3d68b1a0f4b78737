"""The tours of an organisation, as its people keep them."""

from collections.abc import Collection

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from common.history.bin import Binned, left_in
from common.moderation import deciding
from common.moderation.queue import is_seen
from common.moderation.states import Move, State
from initiatives.models import Organisation
from initiatives.organising.access import is_theirs
from initiatives.organising.kept_elsewhere import Entry, Group
from tours.deciding import changing
from tours.facts.wish import Wish
from tours.models import Tour, TourChange


def tour_of(person, pk: int) -> Tour:
    """Http404 for one that is not of this person or their organisations."""
    found = left_in(Tour.objects.select_related("organisation"))
    found = found.exclude(organisation__in=Binned.objects.keys(Organisation))
    return get_object_or_404(found.filter(is_theirs(person)).distinct(), pk=pk)


def kept(organisations: Collection[int]) -> dict[int, Group]:
    """For /mijn/; two queries."""
    found = {
        pk: Group(_("Tours"), reverse("tours:maker"), _("Make a tour"))
        for pk in organisations
    }
    tours = left_in(Tour.objects.exclude(state=State.CLOSED))
    rows = tours.filter(organisation__in=organisations).order_by("name", "pk")
    changes = TourChange.objects.filter(tour__organisation__in=organisations)
    waiting = dict(changes.values_list("tour", "refused_at"))
    for tour in rows.defer("line"):
        url = reverse("tours:edit", args=[tour.pk])
        entry = Entry(tour.name, _state(tour, waiting), url)
        found[tour.organisation_id].entries.append(entry)
    return found


@transaction.atomic
def save(tour: Tour, wish: Wish | None, by) -> bool:
    """What its people wrote, with other stops if they made them; whether everyone sees
    it at once. Of what everyone sees the change waits for staff, unless staff trust the
    organisation; what was refused waits again."""
    is_live = changing.change(tour, wish, by)
    if tour.may(Move.RESUBMIT):
        deciding.make(tour, Move.RESUBMIT, by=by)
    return is_live and is_seen(tour)


def _state(tour: Tour, waiting: dict) -> str:
    if tour.pk not in waiting:
        return tour.get_state_display()
    return _("change refused") if waiting[tour.pk] else _("change waits for us")
