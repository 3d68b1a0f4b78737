"""An organisation changes its desk: at once, or as a proposal beside it."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.kit import values
from common.kit.storing import store
from common.mail import decided
from common.moderation.deciding import locked
from common.moderation.states import NotAllowed
from common.protect.personal import YEAR
from desks.models import Desk, DeskChange
from initiatives.deciding import decisions, live_changes
from initiatives.models import Activity

# What everyone reads; who is mailed when nobody can come is no business of theirs.
SEEN = ["topics", "can_ask", "not_here", "bring", "comes", "slot_minutes",
        "has_interpreter", "has_private_room", "phone"]  # fmt: skip


def of(activity: Activity) -> Desk:
    """The desk of an activity, or a new one, unsaved."""
    return Desk.objects.filter(activity=activity).first() or Desk(activity=activity)


@transaction.atomic
def change(activity: Activity, after: dict, by: AbstractBaseUser) -> bool:
    """Keep what someone of its organisation typed, `after` as `values.plain` has it;
    whether everyone sees it at once."""
    activity = locked(activity)
    desk = of(activity)
    before = values.plain(desk, SEEN)
    changes = values.differences(before, {name: after[name] for name in SEEN})
    is_new = desk.pk is None
    if not is_new:
        Desk.objects.filter(pk=desk.pk).update(
            coordinator_email=after["coordinator_email"]
        )
    if not decisions.may_be_live_at_once(activity, by):
        if is_new:
            changes["coordinator_email"] = ["", after["coordinator_email"]]
        _propose(activity, changes, by)
        return False
    DeskChange.objects.filter(activity=activity).delete()
    if changes or is_new:
        desk.coordinator_email = after["coordinator_email"]
        values.apply(desk, changes)
        store(desk)
        if activity.state == activity.State.PUBLISHED:
            live_changes.note(activity, ["shown_as"], by)
    return True


def _propose(activity, changes, by):
    if not changes:
        DeskChange.objects.filter(activity=activity).delete()
        return
    facts = {"changes": changes, "proposed_by": by, "proposed_at": timezone.now()}
    again = {"refused_at": None, "answer": ""}
    DeskChange.objects.update_or_create(activity=activity, defaults=facts | again)


@transaction.atomic
def accept(change: DeskChange, by: AbstractBaseUser, answer: str = "") -> Desk:
    """Make a proposed change live; what others changed meanwhile stays."""
    change = locked(change)
    change.answer = answer
    desk = of(locked(change.activity))
    values.apply(desk, change.changes)
    desk.full_clean()
    desk._history_user = by
    store(desk)
    _tell(change, _("{name}: your change is now on the site."))
    change.delete()
    return desk


@transaction.atomic
def refuse(change: DeskChange, answer: str) -> None:
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
        format_lazy(words, name=change.activity),
        change.answer,
        reverse("desks:edit-desk", args=[change.activity_id]),
        f"desk-change:{change.pk}:{change.proposed_at:%Y%m%d%H%M%S}",
    )


def forget(now: datetime) -> int:
    """Erase changes that were proposed long ago, whatever became of them."""
    return DeskChange.objects.filter(proposed_at__lte=now - YEAR).delete()[0]
