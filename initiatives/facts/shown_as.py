"""What an activity is shown as, when another app shows it: once, on a page of its own.

The app says so in `apps.ready()`; an activity keeps only the word for it, so that no
list has to ask. Nothing here knows who they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Mark:
    """What is known of one time beside when it is: see `Occurrence`."""

    is_full: bool = False  # nobody can come in any more
    has_stand_in: bool = False  # someone else receives you


NOTHING = Mark()


def _none(_activity_pk: int) -> dict[date, Mark]:
    return {}


def _nothing(_activity_pk: int) -> list[tuple[str, str]]:
    return []


def _no_texts(_activity_pk: int) -> list[str]:
    return []


@dataclass(frozen=True)
class ShownAs:
    """Names of addresses: of the whole by its slug, and of one time by its date too.
    `marks` gives what is known of single times of an activity, by their date; `facts`
    what staff read of it besides, as (name, value); both get the id of the whole.
    `appointment` is the page of who has one, by the token of the mail. `texts` are what
    it is found by besides its own; also by the id of the whole."""

    page: str
    time: str
    marks: Callable[[int], dict[date, Mark]] = _none
    facts: Callable[[int], list[tuple[str, str]]] = _nothing
    appointment: str = "initiatives:my-sign-up"
    texts: Callable[[int], list[str]] = _no_texts


ITSELF = ShownAs("initiatives:activity", "initiatives:occurrence")
_KNOWN = {"": ITSELF}


def add(word: str, shown: ShownAs) -> None:
    _KNOWN[word] = shown


def of(word: str) -> ShownAs:
    return _KNOWN[word]
