"""What follows when a desk is made or goes: its activity is shown as the desk."""

from django.db.models import Q

from common.kit.storing import Upkeep, register
from desks.models import Desk
from desks.models.desk import SHOWN_AS
from initiatives.dates.sync import sync_occurrences
from initiatives.facts import words
from initiatives.models import Activity
from themes.models import Theme

THEME = "dienstverlening"  # to which each desk belongs


def _show_as_desk(desk: Desk) -> None:
    if desk.activity.shown_as != SHOWN_AS:
        desk.activity.themes.add(*Theme.objects.filter(slug=THEME))
    _say(desk.activity, SHOWN_AS)
    _find_by(desk.activity)


def _about_to_go(desk: Desk):
    def finish():
        _say(desk.activity, "")
        _find_by(desk.activity)

    return finish


def _find_by(activity: Activity) -> None:
    """What a desk says is found, and not any more once it is none."""
    for each in [activity, *activity.earlier_parts.all()]:
        each.words = words.of_activity(each)
        Activity.objects.filter(pk=each.pk).update(words=each.words)


def _say(activity: Activity, word: str) -> None:
    """Also of its earlier parts: shown as one with it while it is a desk, also when
    they were parted from it before that; activities of their own when it is none."""
    for each in [activity, *_parts(activity, word)]:
        whole = activity if word and each != activity else None
        if (each.shown_as, each.goes_on_as) != (word, whole):
            each.shown_as, each.goes_on_as = word, whole
            each.save(update_fields=["shown_as", "goes_on_as", "changed_at"])
            sync_occurrences(each)


def _parts(activity: Activity, word: str):
    """Its earlier parts, but for one that was made a desk of its own."""
    if not word:
        return activity.earlier_parts.all()
    before = Q(goes_on_as=activity) | Q(parted_from=activity)
    return Activity.objects.filter(before, desk=None)


def register_all() -> None:
    register(Desk, Upkeep(follow=_show_as_desk, about_to_go=_about_to_go))
