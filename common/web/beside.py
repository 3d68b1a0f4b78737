"""What other apps add to a page that knows nothing of them: a registry that they fill
in `apps.ready()`."""

from collections import defaultdict
from collections.abc import Callable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

HOME, NEIGHBOURHOOD, THEME = "home", "neighbourhood", "theme"
ACTIVITY, PLACE, INITIATIVE = "activity", "place", "initiative"
DESK, TOUR, EXPERIMENT = "desk", "tour", "experiment"
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


# On staff's page of any thing: of who looks and the thing gives the words and the
# address of a link; None when they may not, or when it is nothing for such a thing.
Tool = Callable[[AbstractBaseUser, models.Model], tuple[str, str] | None]
_TOOLS: list[Tool] = []


def add_tool(tool: Tool) -> None:
    _TOOLS.append(tool)


def tools_for(user: AbstractBaseUser, thing: models.Model) -> list[tuple[str, str]]:
    return [found for tool in _TOOLS if (found := tool(user, thing))]
