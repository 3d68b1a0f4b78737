"""Photos and hosts of an initiative: what waits, what everyone sees, what was hidden.

Each waits by itself, so that publishing or changing the initiative makes none public.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from initiatives import deciding
from initiatives.models import Host, Initiative, InitiativePhoto, PhotoRemoval
from initiatives.models.shown import Shown
from ontmoeten.lib import photos

MOST = 6  # photos of an initiative, and hosts
PICTURE = {InitiativePhoto: "image", Host: "photo"}


class Full(ValueError):
    """There are as many as there may be."""


class Changed(ValueError):
    """Someone else changed or removed it meanwhile."""


@transaction.atomic
def keep(thing: Shown, by: AbstractBaseUser) -> None:
    """Save what someone added, or changed for everyone to see. It waits for staff,
    unless they trust who did it; what was hidden at a request stays so.

    Full for one too many; Changed when the row is not the one that was changed.
    """
    _check(thing)
    if thing.state != Shown.State.HIDDEN:
        is_trusted = deciding.is_trusted(thing.initiative, by)
        thing.state = Shown.State.SHOWN if is_trusted else Shown.State.WAITS
    thing.save()


@transaction.atomic
def take_back(host: Host) -> None:
    """Save what a host no longer agrees to: it goes at once, and nothing else waits
    for that. Changed as above."""
    _check(host)
    host.save()


def _check(thing):
    """Two people at once come one after the other: they wait for the initiative, and
    for who asks it off the site."""
    _lock(thing)
    rows = type(thing).objects.filter(initiative=thing.initiative_id)
    if thing.pk is None:
        if rows.count() >= MOST:
            raise Full
        return
    rows = rows.select_for_update(of=["self"]).filter(pk=thing.pk)
    now = rows.values_list("changed_at", "state").first()
    if now != (thing.changed_at, thing.state):
        raise Changed


def _lock(thing):
    """The initiative always comes before what is on its page, so that no two wait for
    each other."""
    locked = Initiative.objects.select_for_update(of=["self"])
    locked.get(pk=thing.initiative_id)


def show(things: models.QuerySet) -> int:
    """Staff put these on the page, but for those that someone asked off it and that
    nobody decided about yet; gives how many were not there yet."""
    asked = things.filter(removals__in=PhotoRemoval.objects.open())
    new = things.exclude(state=Shown.State.SHOWN).exclude(pk__in=asked.values("pk"))
    with transaction.atomic():
        found = list(new.select_for_update(of=["self"]).order_by("pk"))
        for thing in found:
            thing.state = Shown.State.SHOWN
            thing.save(update_fields=["state", "changed_at"])
    return len(found)


def hide(things: models.QuerySet) -> int:
    """Staff take these off the page, their pictures from where they were; gives how
    many."""
    with transaction.atomic():
        found = list(things.select_for_update(of=["self"]).order_by("pk"))
        for thing in found:
            _hide(thing)
    return len(found)


def _hide(thing):
    thing.state = Shown.State.HIDDEN
    photos.move_away(thing, PICTURE[type(thing)])
    thing.save()


@transaction.atomic
def ask_to_remove(thing: InitiativePhoto | Host, email: str) -> PhotoRemoval:
    """Someone stands on it: it is hidden at once, and staff see that it was asked."""
    kind = type(thing)
    _lock(thing)
    thing = kind.objects.select_for_update(of=["self"]).get(pk=thing.pk)
    if thing.state != Shown.State.HIDDEN:
        _hide(thing)
    aimed = {"host" if kind is Host else "photo": thing}
    return PhotoRemoval.objects.create(
        initiative_id=thing.initiative_id, email=email.lower(), **aimed
    )


@transaction.atomic
def remove_for_good(removals: models.QuerySet, by: AbstractBaseUser) -> int:
    """Staff erase the photos that were asked about; gives how many requests. A host
    stays, without the photo."""
    found = list(removals.select_for_update(of=["self"]).order_by("pk"))
    ids = {removal.photo_id for removal in found} - {None}
    InitiativePhoto.objects.filter(pk__in=ids).delete()
    for host in Host.objects.filter(removals__in=found).distinct():
        host.photo, host.photo_consent_on = "", None
        host.save()
    return _handled(found, by)


@transaction.atomic
def leave_as_it_was(removals: models.QuerySet, by: AbstractBaseUser) -> int:
    """Staff found that these requests were a mistake: what nobody else asked about is
    on the page again. Gives how many requests."""
    found = list(removals.select_for_update(of=["self"]).order_by("pk"))
    count = _handled(found, by)
    for kind, name in [(InitiativePhoto, "photo"), (Host, "host")]:
        ids = {getattr(each, f"{name}_id") for each in found} - {None}
        show(kind.objects.filter(pk__in=ids))
    return count


def _handled(removals, by) -> int:
    for removal in removals:
        removal.refresh_from_db()
        removal.handle(by)
        removal.save()
    return len(removals)
