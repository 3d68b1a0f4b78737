"""What other apps add to the page of who is logged in (`/mijn/`): a registry that they
fill in `apps.ready()`."""

from collections.abc import Callable

from django.contrib.auth.base_user import AbstractBaseUser

# Gives the name of a template and what it needs; None when there is nothing to show.
Part = Callable[[AbstractBaseUser], tuple[str, dict] | None]
_PARTS: list[Part] = []


def add(part: Part) -> None:
    _PARTS.append(part)


def parts_of(person: AbstractBaseUser) -> list[tuple[str, dict]]:
    return [found for part in _PARTS if (found := part(person))]
