"""The numbers by which events are known again."""

from hashlib import sha256

from common.kit.one_line import one_line

LONGEST = 250  # signs


def given(text: str) -> str:
    """A number as the source gives it, on one line."""
    return one_line(text)[:LONGEST]


def made(*facts: str) -> str:
    """One for an event that has none: another one when these facts change."""
    text = "\n".join(facts).encode("utf-8", "replace")
    return f"zonder-nummer-{sha256(text).hexdigest()[:20]}"
