"""How deep a JSON file goes, before a parser does: too deep a one kills the process."""

import re
from pathlib import Path

import numpy
from django.utils.translation import gettext as _

from places.importing.run.report import Unreadable

DEEPEST = 100  # GeoJSON needs a dozen
BLOCK = 1 << 20  # bytes; no text in it is longer
STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
STEP = numpy.zeros(256, dtype=numpy.int64)
STEP[[ord("["), ord("{")]] = 1
STEP[[ord("]"), ord("}")]] = -1


def refuse_deep(path: Path) -> None:
    """Unreadable when it goes deeper than any GeoJSON, or a text has no end."""
    depth, rest = 0, b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            bare = STRING.sub(b"", rest + block)
            start = bare.find(b'"')  # of a text that ends in the next block
            bare, rest = (bare, b"") if start < 0 else (bare[:start], bare[start:])
            if len(rest) > BLOCK:
                raise Unreadable(_("A text in this file has no end."))
            if bare:
                steps = STEP[numpy.frombuffer(bare, dtype=numpy.uint8)].cumsum()
                if depth + steps.max() > DEEPEST:
                    raise Unreadable(_("This is nested too deep to be GeoJSON."))
                depth += int(steps[-1])
