"""What other apps add to staff's page of any thing: a registry of links that they fill
in `apps.ready()`."""

from collections.abc import Callable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

# Of someone and the thing they look at gives the words and the address; None when they
# may not, or when it is nothing for such a thing.
Tool = Callable[[AbstractBaseUser, models.Model], tuple[str, str] | None]
_TOOLS: list[Tool] = []


def add(tool: Tool) -> None:
    _TOOLS.append(tool)


def tools_for(user: AbstractBaseUser, thing: models.Model) -> list[tuple[str, str]]:
    return [found for tool in _TOOLS if (found := tool(user, thing))]
