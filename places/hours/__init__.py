"""Opening hours in the grammar of OpenStreetMap: what is open when, and in words.

Pure functions over hours, a moment and a calendar; the parts are in `places.hours`.
Source of the grammar: wiki.openstreetmap.org/wiki/Key:opening_hours/specification.

What the grammar leaves open is settled so, and nowhere else:

- A night belongs to the day on which it began. A closed day (PH off) closes its own
  night, not the one that runs into it.
- A remark in quotes makes the time unknown, unless `open` or `off` stands before it.
- An end that nobody knows (18:00+) is unknown from the start until six in the morning.
- In the hour that comes twice, the time between the first and the last moment at which
  the clock shows a time of opening or closing is unknown.
- Weekdays hold on public holidays too, unless the hours say something about PH.
"""

from places.hours.calendar import Calendar
from places.hours.evaluation import Status, next_change, status_at
from places.hours.grammar import read
from places.hours.rules import State
from places.hours.tokens import Refusal
from places.hours.words import DayAhead, Interval, week_ahead

__all__ = [
    "ALWAYS",
    "Calendar",
    "DayAhead",
    "Interval",
    "State",
    "Status",
    "next_change",
    "problem_with",
    "status_at",
    "week_ahead",
]

ALWAYS = "24/7"


def problem_with(hours: str) -> str | None:
    """Why these hours are not understood, as a sentence; None when they are."""
    found = read(hours)
    return str(found) if isinstance(found, Refusal) else None
