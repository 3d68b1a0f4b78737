"""Time zones by the names that feeds give them: of the IANA, or of Windows."""

from functools import lru_cache
from zoneinfo import available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

UTC_NAMES = {
    "utc", "gmt", "z", "microsoft/utc", "coordinated universal time"
}  # fmt: skip
NO_ZONES = {"Factory", "localtime", "posixrules"}


def named(name: str) -> str | None:
    """The zone of the IANA that a name means; None when it is none."""
    name = name.strip().strip('"').strip()
    for prefix in ("tzone://", "/"):
        name = name.removeprefix(prefix)
    if name.casefold() in UTC_NAMES:
        return "UTC"
    if name in WINDOWS_TO_OLSON:
        return WINDOWS_TO_OLSON[name]
    parts = name.casefold().split("/")[-4:]
    for begin in range(len(parts)):  # /freeassociation.sourceforge.net/Europe/Amsterdam
        if known := all_zones().get("/".join(parts[begin:])):
            return known
    return None


@lru_cache(maxsize=1)
def all_zones() -> dict[str, str]:
    """Every name of the IANA, by itself in small letters."""
    zones = available_timezones() - NO_ZONES
    return {name.casefold(): name for name in sorted(zones)}
