"""The numbers (UID, RFC 7986, 5.3) under which our calendars know what is ours, so that
it is known when it comes back.

Pure.
"""

import re
from datetime import date

PRODUCT = "-//Ontmoeten//NL"
OURS = re.compile(r"activiteit-\d+(-\d{4}-\d{2}-\d{2})?")


def uid_of(pk: int, host: str) -> str:
    return f"activiteit-{pk}@{host}"


def of_one_date(uid: str, day: date) -> str:
    """Of one date of a series as an event of its own."""
    name, _at, host = uid.partition("@")
    return f"{name}-{day}@{host}"


def is_ours(uid: str, host: str) -> bool:
    """Whether the site with this host gave out this number."""
    name, _at, of = uid.partition("@")
    return of.casefold() == host.casefold() and OURS.fullmatch(name) is not None
