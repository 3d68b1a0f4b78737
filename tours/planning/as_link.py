"""What a tour tells to who only points to it: see `common.links.kinds`. It is nowhere
to stop at, so nobody finds it as a stop of another tour."""

from collections.abc import Collection
from datetime import datetime

from common.links.kinds import UNKNOWN, Kind, Told, Windows
from common.links.kinds import add as add_kind
from initiatives.agenda.as_link import counted_activities
from tours.models import Tour

WORD = "tocht"


def tell(pks: Collection[int]) -> dict[int, Told]:
    tours = Tour.objects.published().filter(pk__in=pks).defer("line")
    return {
        each.pk: Told(WORD, each.pk, each.slug, each.name, each.get_absolute_url())
        for each in tours
    }


def windows(pks: Collection[int], begin: datetime, end: datetime) -> dict[int, Windows]:
    return dict.fromkeys(pks, UNKNOWN)


def counted_by(pks: Collection[int]) -> set[int]:
    tours = Tour.objects.published().filter(pk__in=pks, activity__isnull=False)
    return counted_activities([*tours.values_list("activity", flat=True)])


def add() -> None:
    add_kind(
        Kind(WORD, Tour, tell, windows, lambda _words: [], 9, counted_by=counted_by)
    )
