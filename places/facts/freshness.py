"""How long a check holds, and from when on lists leave out what nobody checked again.

Pure: no database. An entry that was never checked does not go out of date.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

GRACE = timedelta(days=30)  # after its last day an entry stays in the lists, below


def last_day(checked_on: date, months: int) -> date:
    """The last day on which a check of that day holds."""
    return checked_on + relativedelta(months=months)


def left_out_before(today: date) -> date:
    """Whose last day lies before this one is in no list any more."""
    return today - GRACE
