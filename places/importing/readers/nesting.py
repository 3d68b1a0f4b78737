"""How deep a JSON file goes, before a parser does: too deep a one kills the process."""

import json
import re
from pathlib import Path

import numpy
from django.utils.translation import gettext as _

from places.importing.run.report import Unreadable

MOST_TO_LOOK_THROUGH = 100_000_000  # bytes
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


def broken(path: Path, error: Exception) -> Unreadable:
    """What is wrong with a file that should have been GeoJSON, and where."""
    hint = str(error).splitlines()[0]
    if path.stat().st_size > MOST_TO_LOOK_THROUGH:
        return Unreadable(_("This is no GeoJSON."), hint)
    try:
        json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as bad:
        line = bad.object[: bad.start].count(b"\n") + 1
        words = _("This is no GeoJSON in UTF-8: look at line %(line)d.")
        return Unreadable(words % {"line": line}, hint)
    except json.JSONDecodeError as bad:
        words = _("This is no GeoJSON: look at line %(line)d, sign %(sign)d.")
        return Unreadable(words % {"line": bad.lineno, "sign": bad.colno}, hint)
    except RecursionError:
        pass
    return Unreadable(_("This is no GeoJSON."), hint)
