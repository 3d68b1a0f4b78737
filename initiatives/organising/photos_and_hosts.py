"""Photos and hosts of an initiative, as people of its organisation keep them."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from common.history.meanwhile import check, version_of
from common.photos.decisions import lock_thing
from common.photos.models import PageMedia
from initiatives.deciding import decisions
from initiatives.models.host import FixedFace

MOST = 6  # photos of an initiative, and hosts


class Full(ValueError):
    """There are as many as there may be."""


@transaction.atomic
def keep(thing: PageMedia, by: AbstractBaseUser) -> None:
    """Save what someone added, or changed for everyone to see. It waits for staff,
    unless they trust who did it; what was hidden at a request stays so.

    Full for one too many; ChangedMeanwhile when the row is not the one that was
    changed.
    """
    _check(thing)
    if thing.state != PageMedia.State.HIDDEN:
        is_trusted = decisions.is_trusted(thing.entry, by)
        thing.state = PageMedia.State.SHOWN if is_trusted else PageMedia.State.WAITS
    thing.save()


@transaction.atomic
def take_back(host: FixedFace) -> None:
    """Save what a host no longer agrees to: it goes at once, and nothing else waits
    for that. ChangedMeanwhile as above."""
    _check(host)
    host.save()


def _check(thing):
    """Two people at once come one after the other: they wait for the initiative, and
    for who asks it off the site."""
    lock_thing(thing)
    rows = type(thing).objects.filter(**{thing.OF: thing.thing})
    if thing.pk is None:
        if rows.count() >= MOST:
            raise Full
        return
    rows = rows.select_for_update(of=["self"]).filter(pk=thing.pk)
    now = rows.values_list("changed_at", "state").first()
    check(version_of(thing.changed_at, thing.state), version_of(*now or ()))
