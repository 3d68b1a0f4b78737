"""What follows when a desk is made or goes: its activity is shown as the desk."""

from common.kit.storing import Upkeep, register
from desks.models import Desk
from desks.models.desk import SHOWN_AS
from initiatives.dates.sync import sync_occurrences
from initiatives.models import Activity
from themes.models import Theme

THEME = "dienstverlening"  # to which each desk belongs


def _show_as_desk(desk: Desk) -> None:
    if desk.activity.shown_as != SHOWN_AS:
        desk.activity.themes.add(*Theme.objects.filter(slug=THEME))
    _say(desk.activity, SHOWN_AS)


def _about_to_go(desk: Desk):
    return lambda: _say(desk.activity, "")


def _say(activity: Activity, word: str) -> None:
    if activity.shown_as != word:
        activity.shown_as = word
        activity.save(update_fields=["shown_as", "changed_at"])
        sync_occurrences(activity)


def register_all() -> None:
    register(Desk, Upkeep(follow=_show_as_desk, about_to_go=_about_to_go))
