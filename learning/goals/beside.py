"""What the page of an activity shows of goals: which ones it helps."""

from initiatives.models import Activity
from learning.goals import helping


def at_activity(activity: Activity) -> tuple[str, dict] | None:
    """An earlier part helps what the whole of it helps."""
    found = list(helping.goals_of(Activity(pk=activity.whole_id)))
    return ("learning/goals/_helps.html", {"goals": found}) if found else None
