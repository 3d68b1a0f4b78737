"""Looks up the addresses of a file that has no points, in the worker: one after the
other, each kept, so that a second file or a second try asks only what is new."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from common.kit.geo import point_at
from places.facts.locations import Spot, plain
from places.finding.locatieserver import Unavailable, addresses
from places.importing import trial
from places.importing.addresses.known import unknown
from places.importing.run.places import addresses_of
from places.models import ImportRun, KnownAddress

PAUSE = 0.1  # seconds between two questions, to be a good neighbour of the server
LONGEST = timedelta(minutes=10)  # of one task; another one goes on
HOUSE = "adres"  # a street's middle is no place
WORDS = KnownAddress._meta.get_field("words").max_length


def is_possible() -> bool:
    return settings.ADDRESS_SERVER != "off"


def left_of(run: ImportRun) -> list[str]:
    """Addresses of its file that are still to be looked up; Unreadable in words."""
    return unknown(addresses_of(run.path, trial.wishes_of(run)))


def is_busy(run: ImportRun, now: datetime) -> bool:
    """Whether the worker is at it."""
    asked_at = run.looking_up_at
    return asked_at is not None and asked_at > now - LONGEST - timedelta(minutes=5)


def begin(run: ImportRun) -> None:
    ImportRun.objects.filter(pk=run.pk).update(looking_up_at=timezone.now())
    transaction.on_commit(lambda: look_up.enqueue(run.pk))


@task
def look_up(pk: int) -> int:
    """All that the file of an import asks; gives how many were looked up. It stops when
    the server does not answer, and when it takes too long: what is found is kept."""
    run = ImportRun.objects.filter(pk=pk).first()
    if run is None or not run.path.is_file():
        return 0
    count, end = 0, timezone.now() + LONGEST
    left = left_of(run)
    for text in left:
        if timezone.now() > end:
            begin(run)
            return count
        try:
            keep(text, addresses(text, 3))
        except Unavailable:
            break
        count += 1
        if count < len(left):
            time.sleep(PAUSE)
    ImportRun.objects.filter(pk=pk).update(looking_up_at=None)
    return count


def keep(text: str, found: list[Spot]) -> None:
    """What the server says of an address: the house that is meant, or that there is
    none."""
    words = plain(text)
    if len(words) > WORDS:
        return
    spot = next((each for each in found if _is_meant(each, words)), None)
    point = point_at(spot.lat, spot.lon) if spot else None
    KnownAddress.objects.update_or_create(
        words=words, defaults={"point": point, "looked_up_on": timezone.localdate()}
    )


def _is_meant(spot: Spot, words: str) -> bool:
    """A house of which every word was written: “Markt 12” is not “Markt 1”."""
    return spot.kind == HOUSE and set(plain(spot.label).split()) <= set(words.split())
