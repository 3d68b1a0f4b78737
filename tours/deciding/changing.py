"""An organisation changes its tour: at once, or as a proposal beside it."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.kit import values
from common.kit.storing import store, store_and_tell
from common.mail import decided
from common.moderation.deciding import locked
from common.moderation.states import NotAllowed, State
from common.protect.personal import YEAR
from tours.deciding.stops import links_of, set_links, stops_of
from tours.facts.wish import Wish
from tours.models import Tour, TourChange

SEEN = ["name", "description", "junctions", "advice", "line"]  # what they may change


def may_be_live_at_once(tour: Tour) -> bool:
    """What nobody sees yet, and what an organisation that staff trust changes."""
    is_trusted = tour.organisation is not None and tour.organisation.is_trusted
    return tour.state != State.PUBLISHED or is_trusted


def as_proposed(tour: Tour) -> TourChange | None:
    """Give a tour, unsaved, the values that are proposed for it."""
    change = TourChange.objects.filter(tour=tour).first()
    if change:
        values.apply(tour, change.changes)
    return change


@transaction.atomic
def change(tour: Tour, wish: Wish | None, by: AbstractBaseUser) -> bool:
    """Keep what its people typed, in `tour` and as other stops if they made them;
    whether it is the tour itself that changed."""
    earlier = TourChange.objects.filter(tour=tour).first()
    stops = links_of(wish) if wish is not None else earlier and earlier.stops
    if may_be_live_at_once(tour):
        tour._history_user = by
        store_and_tell(tour)
        if stops is not None:
            set_links(tour, stops)
        TourChange.objects.filter(tour=tour).delete()
        return True
    before = values.plain(Tour.objects.get(pk=tour.pk), SEEN)
    changes = values.differences(before, values.plain(tour, SEEN))
    if stops == stops_of(tour):
        stops = None
    if not changes and stops is None:
        TourChange.objects.filter(tour=tour).delete()
        return False
    facts = {"changes": changes, "stops": stops, "proposed_by": by}
    again = {"proposed_at": timezone.now(), "refused_at": None, "answer": ""}
    TourChange.objects.update_or_create(tour=tour, defaults=facts | again)
    return False


@transaction.atomic
def accept(change: TourChange, by: AbstractBaseUser, answer: str = "") -> Tour:
    """Make a proposed change live; what others changed meanwhile stays. ValidationError
    for what can be no tour any more."""
    change = locked(change)
    change.answer = answer
    tour = change.tour = locked(change.tour)
    values.apply(tour, change.changes)
    tour.full_clean()
    tour._history_user = by
    store(tour)
    if change.stops is not None:
        set_links(tour, change.stops)
    _tell(change, _("{name}: your change is now on the site."))
    change.delete()
    return tour


@transaction.atomic
def refuse(change: TourChange, answer: str) -> None:
    """It stays as it is; who proposed it reads why, by mail and under `/mijn/`."""
    change = locked(change)
    if change.refused_at is not None:
        raise NotAllowed("refused already")
    change.refused_at, change.answer = timezone.now(), answer
    change.save()
    _tell(change, _("{name}: we did not take over your change."))


def _tell(change, words: str) -> None:
    decided.tell(
        change.proposed_by,
        format_lazy(words, name=change.tour),
        change.answer,
        reverse("tours:edit", args=[change.tour_id]),
        f"tour-change:{change.pk}:{change.proposed_at:%Y%m%d%H%M%S}",
    )


def forget(now: datetime) -> int:
    """Erase changes that were proposed long ago, whatever became of them."""
    return TourChange.objects.filter(proposed_at__lte=now - YEAR).delete()[0]
