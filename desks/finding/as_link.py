"""What desks tell to who only points to them: see `common.links.kinds`. A desk is open
when its activity is on; nothing here is about who sits there."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from common.links.kinds import Kind, Noted, Told, Windows
from common.links.kinds import add as add_kind
from desks.models import Desk
from desks.models.desk import SHOWN_AS
from initiatives.agenda import as_link as activities

WORD = "loket"  # in the address of a tour


def _by_activity(pks: Collection[int]) -> dict[int, int]:
    """The id of each desk by that of its activity."""
    desks = Desk.objects.published().filter(pk__in=pks)
    return dict(desks.values_list("activity", "pk"))


def tell(pks: Collection[int]) -> dict[int, Told]:
    desks = {each.activity_id: each for each in Desk.objects.filter(pk__in=pks)}
    return {
        desks[pk].pk: replace(
            told,
            kind=WORD,
            pk=desks[pk].pk,
            telephone=desks[pk].phone or told.telephone,
        )
        for pk, told in activities.tell_activities(desks).items()
    }


def windows(pks: Collection[int], begin: datetime, end: datetime) -> dict[int, Windows]:
    desks = _by_activity(pks)
    found = activities.windows_of_activities(desks, begin, end)
    return {desks[pk]: each for pk, each in found.items()}


def notes(
    pks: Collection[int], begin: datetime, end: datetime
) -> dict[int, list[Noted]]:
    desks = _by_activity(pks)
    found = activities.notes_of_activities(desks, begin, end)
    return {desks[pk]: each for pk, each in found.items()}


def find(words: str) -> list[int]:
    found = activities.find_activities(words, SHOWN_AS)
    desks = dict(Desk.objects.filter(activity__in=found).values_list("activity", "pk"))
    return [desks[pk] for pk in found if pk in desks]


def counted_by(pks: Collection[int]) -> set[int]:
    return activities.counted_activities(_by_activity(pks))


def add() -> None:
    add_kind(
        Kind(
            WORD,
            Desk,
            tell,
            windows,
            find,
            notes=notes,
            slug_of="activity__slug",
            counted_by=counted_by,
        )
    )
