"""What is open at a moment here: the time engine with this municipality's calendar."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from places import opening
from places.opening import Calendar, State, Status

HERE = ZoneInfo("Europe/Amsterdam")


def calendar() -> Calendar:
    return Calendar(
        good_friday=settings.GOOD_FRIDAY, liberation_day=settings.LIBERATION_DAY
    )


def status(hours: str, moment: datetime) -> Status:
    """Open, closed or unknown; hours that are empty or not understood are unknown."""
    if not hours or opening.problem_with(hours):
        return Status(State.UNKNOWN)
    return opening.status_at(hours, moment, calendar())


def when(moment: datetime, now: datetime) -> str:
    """A moment as people say it: 17.30, tomorrow 10.00, Monday 10.00, 3 May 10.00."""
    local, today = moment.astimezone(HERE), now.astimezone(HERE).date()
    time = formats.date_format(local, "G.i")
    days = (local.date() - today).days
    if days == 0:
        return time
    if days == 1:
        return _("tomorrow %(time)s") % {"time": time}
    day = formats.date_format(local, "l" if days < 7 else "j F")
    return f"{day} {time}"


def read_moment(text: str) -> datetime:
    """`nu`, or a local time like 2026-12-05T15:40; ValueError for anything else.

    A time that the clock skips in spring is not there; of one that it shows twice in
    autumn, the first is meant.
    """
    if text == "nu":
        return timezone.now().replace(second=0, microsecond=0)
    local = datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=HERE)
    if local.astimezone(UTC).astimezone(HERE).hour != local.hour:
        raise ValueError(text)
    return local


def week(hours: str, now: datetime) -> list[opening.DayAhead]:
    """The coming seven days; empty for hours that say nothing."""
    if not hours or opening.problem_with(hours):
        return []
    return opening.week_ahead(hours, now.astimezone(HERE).date(), calendar())
