"""Texts that have one line: a line break or a control sign in them is a space.

They go into feeds, calendars, mails and tables, where a break begins something else.
"""

import re

# Control signs (C0, C1), the separators of lines and paragraphs, and half signs that
# no encoding can write.
BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def one_line(text: str) -> str:
    """The text on one line, without spaces around it."""
    return BREAKS.sub(" ", text).strip()
