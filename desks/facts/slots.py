"""The appointments that fit into one time of a desk. Pure."""

from datetime import datetime, timedelta


def slots(starts_at: datetime, ends_at: datetime | None, minutes: int | None) -> list:
    """Each by how many minutes after the beginning it is; none when nobody knows until
    when it lasts. Only whole ones: who begins has all of it."""
    if ends_at is None or not minutes:
        return []
    lasts = (ends_at - starts_at) // timedelta(minutes=1)
    return [*range(0, lasts - minutes + 1, minutes)]
