"""Noticing that someone changed it meanwhile (optimistic lock), as a whole.

A page carries the version of what it showed; whoever sends it back may go on only while
that is still the version. Where both changes can be kept, they are brought together
field by field instead: see `merge`.
"""

import json
from hashlib import sha256

from django.core.serializers.json import DjangoJSONEncoder

LENGTH = 20  # of a version: enough to tell two apart, nothing to guess from


class ChangedMeanwhile(ValueError):
    """It is no longer as whoever wants to change it saw it."""


def version_of(*facts) -> str:
    """Another text as soon as one of these facts is another one. They are values that
    JSON has, dates, times, or lists and dicts of them; None too."""
    text = json.dumps(facts, cls=DjangoJSONEncoder, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:LENGTH]


def check(seen: str, now: str) -> None:
    """ChangedMeanwhile unless what someone saw is how it is; called under a lock of the
    row, so that nothing comes in between."""
    if seen != now:
        raise ChangedMeanwhile
