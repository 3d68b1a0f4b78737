"""What everyone sees, what was hidden, and what someone asked away."""

from datetime import timedelta

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

from common.kit.storing import write_each
from common.moderation import on_duty
from common.photos.models import PageMedia, Removal

MANY, SHORT_TIME = 5, timedelta(hours=1)  # requests that ring whoever is on duty


def show(shown: models.QuerySet) -> int:
    """Staff put these on the page, but for those that someone asked off it and that
    nobody decided about yet; gives how many were not there yet."""
    open_ones = _removals_of(shown.model).objects.open()
    asked = shown.filter(removals__in=open_ones)
    new = shown.exclude(state=PageMedia.State.SHOWN).exclude(pk__in=asked.values("pk"))
    with transaction.atomic():
        found = list(new.select_for_update(of=["self"]).order_by("pk"))
        for each in found:
            each.state = PageMedia.State.SHOWN
        write_each(found, ["state"])
    return len(found)


def hide(shown: models.QuerySet) -> int:
    """Staff take these off the page, their pictures from where they were; gives how
    many."""
    with transaction.atomic():
        found = list(shown.select_for_update(of=["self"]).order_by("pk"))
        _hide(found)
    return len(found)


def _hide(found):
    """These, of one model; each file is moved, the rows are written together."""
    for each in found:
        each.state = PageMedia.State.HIDDEN
        each.move_picture()
    write_each(found, ["state", *filter(None, {each.PICTURE for each in found})])


def lock_thing(shown: PageMedia) -> None:
    """The thing always comes before what is on its page, so that no two wait for each
    other."""
    kind = shown._meta.get_field(shown.OF).related_model
    locked = kind._base_manager.select_for_update(of=["self"])
    locked.get(pk=getattr(shown, f"{shown.OF}_id"))


@transaction.atomic
def ask_to_remove(shown: PageMedia, email: str) -> Removal:
    """Someone stands on it: it is hidden at once, and staff see that it was asked."""
    kind = type(shown)
    lock_thing(shown)
    shown = kind.objects.select_for_update(of=["self"]).get(pk=shown.pk)
    if shown.state != PageMedia.State.HIDDEN:
        _hide([shown])
    about = kind._meta.get_field("removals").field.name
    thing = {f"{shown.OF}_id": getattr(shown, f"{shown.OF}_id")}
    removal = _removals_of(kind).objects.create(
        email=email.lower(), **{about: shown}, **thing
    )
    _ring_when_many()
    return removal


def _ring_when_many():
    """One request is a person; many in a short time may be somebody who empties the
    site, and each takes a picture off at once."""
    now = timezone.now()
    kinds = [kind for kind in apps.get_models() if issubclass(kind, Removal)]
    lately = {"asked_at__gt": now - SHORT_TIME}
    count = sum(kind.objects.open().filter(**lately).count() for kind in kinds)
    if count < MANY:
        return
    part = timezone.localtime(now)
    on_duty.ring(
        "common/mail/many_removals.html",
        key=f"many-removals:{part:%Y-%m-%d}:{part.hour // 6}",
        context={"count": count},
        page="queue",
        about=[],
    )


@transaction.atomic
def grant(removals: models.QuerySet, by: AbstractBaseUser) -> int:
    """Staff agree with these requests; gives how many. The pictures, which nobody sees
    any more, are erased when that can not be taken back (see RemovalSource)."""
    found = list(removals.select_for_update(of=["self"]).order_by("pk"))
    return _handled(found, by)


@transaction.atomic
def leave_as_it_was(removals: models.QuerySet, by: AbstractBaseUser) -> int:
    """Staff found that these requests were a mistake: what nobody else asked about is
    on the page again. Gives how many requests."""
    found = list(removals.select_for_update(of=["self"]).order_by("pk"))
    pictures = asked_about(found)
    count = _handled(found, by)
    for shown in pictures:
        show(shown)
    return count


def asked_about(removals: list[Removal]) -> list[models.QuerySet]:
    """What these are about, by model."""
    found = []
    for name in removals[0].ABOUT if removals else ():
        kind = removals[0]._meta.get_field(name).related_model
        ids = {getattr(each, f"{name}_id") for each in removals} - {None}
        found.append(kind.objects.filter(pk__in=ids))
    return found


def _handled(removals, by) -> int:
    for removal in removals:
        removal.handle(by)
    write_each(removals, ["handled_at", "handled_by_id", "forget_on"])
    return len(removals)


def _removals_of(kind: type[PageMedia]) -> type[Removal]:
    return kind._meta.get_field("removals").related_model
