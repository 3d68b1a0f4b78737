"""What other apps add to a page that knows nothing of them: a registry that they fill
in `apps.ready()`."""

from collections import defaultdict
from collections.abc import Callable

HOME, NEIGHBOURHOOD, THEME = "home", "neighbourhood", "theme"
ACTIVITY, PLACE, EXPERIMENT = "activity", "place", "experiment"
DESK_DAY = "desk-day"  # of who sits at a desk, behind a link of their own

# Of what the page is about gives the name of a template and what it needs; None when
# there is nothing to show.
Part = Callable[..., tuple[str, dict] | None]
_PARTS: dict[str, list[Part]] = defaultdict(list)


def add(page: str, part: Part) -> None:
    _PARTS[page].append(part)


def parts_of(page: str, **about) -> list[tuple[str, dict]]:
    """In the order in which the apps stand in the settings."""
    return [found for part in _PARTS[page] if (found := part(**about))]
