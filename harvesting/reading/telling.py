"""Each event for itself: what goes wrong with one is told, and the others come in."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from harvesting.facts.event import Refusal
from harvesting.facts.result import Refused

logger = logging.getLogger(__name__)


@contextmanager
def told(refused: list[Refused], about: Callable[[str], Refused]) -> Iterator[None]:
    """What happens inside is about one event; `about` makes of a reason what is told.
    A mistake of ours is in the log besides."""
    try:
        yield
    except Refusal as error:
        refused.append(about(str(error)))
    except Exception:
        logger.exception("An event that nobody can read")
        refused.append(about(_("We can’t read this.")))
