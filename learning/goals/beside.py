"""What the pages of other things show of goals: which ones they help."""

from django.db.models import Model

from common.web import beside
from initiatives.models import Activity
from learning.goals import helping


def _helped_by(*things: Model) -> tuple[str, dict] | None:
    """One query."""
    found = list(helping.goals_of(*things))
    return ("learning/goals/_helps.html", {"goals": found}) if found else None


def _at_activity(activity: Activity) -> tuple[str, dict] | None:
    """An earlier part helps what the whole of it helps. What is shown as something
    else says it there."""
    if activity.shown_as:
        return None
    return _helped_by(Activity(pk=activity.whole_id))


def _at_desk(desk: Model) -> tuple[str, dict] | None:
    """With what its activity helps."""
    return _helped_by(desk, Activity(pk=desk.activity.whole_id))


PARTS = {
    beside.PLACE: lambda place: _helped_by(place),
    beside.ACTIVITY: _at_activity,
    beside.INITIATIVE: lambda initiative: _helped_by(initiative),
    beside.DESK: _at_desk,
    beside.TOUR: lambda tour: _helped_by(tour),
}
