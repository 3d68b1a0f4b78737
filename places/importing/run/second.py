"""Places that belong to one source and that another one knows too.

That other source fills in what nobody knew, and changes what it filled in itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from places.importing.run.writing import BATCH
from places.models import AlsoKnownAs, Dataset, Place


def ties_of(dataset: Dataset, ids: Sequence[str]) -> dict[int, AlsoKnownAs]:
    """By the id of the place, which is held until we are done with it; one query."""
    ties = AlsoKnownAs.objects.filter(dataset=dataset, source_id__in=ids)
    ties = ties.select_related("place").select_for_update(of=["self", "place"])
    return {tie.place_id: tie for tie in ties.order_by("pk")}


@contextmanager
def saying(tie: AlsoKnownAs | None, place: Place) -> Iterator[None]:
    """While it is filled, a place remembers what this source said of it last instead of
    what its own source did."""
    if tie is None:
        yield
        return
    own, raw = place.source_fields, place.source_raw
    place.source_fields = tie.said
    try:
        yield
    finally:
        tie.said, place.source_fields = place.source_fields, own
        place.source_raw = raw


def remember(ties: Iterable[AlsoKnownAs]) -> None:
    AlsoKnownAs.objects.bulk_update(ties, ["said"], batch_size=BATCH)
