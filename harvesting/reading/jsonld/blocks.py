"""The JSON of a page (`<script type="application/ld+json">`) or of a file, with limits:
what is nested deeper or holds more than any agenda does is refused, not followed.

The page is gone through once, by hand: `html.parser` takes 13 seconds for 40 kB of
nothing but `<a ` (Python 3.11).
"""

import json
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from harvesting.facts.event import Refusal

DEEPEST = 40  # lists and objects inside each other
MOST_BLOCKS = 100  # on one page
MOST_NODES = 60_000
LONGEST_TAG = 2_000  # signs
NEXT = re.compile(r"<!--|<script\b", re.IGNORECASE)
END = re.compile(r"</script", re.IGNORECASE)
TYPE = re.compile(
    r"""\btype\s*=\s*["']?\s*application/ld\+json\s*(?:["';]|\s|$)""", re.IGNORECASE
)
# What programs put around it, so that old browsers leave it alone.
AROUND = re.compile(r"\s*(?://|/\*)?\s*(?:<!\[CDATA\[|\]\]>|<!--|-->)\s*(?:\*/)?\s*")
STRING_OR_SIGN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


def of_page(text: str) -> list[str]:
    """The texts of its blocks."""
    found = []
    for tag, inside in _scripts(text):
        if TYPE.search(tag) and len(found) < MOST_BLOCKS:
            found.append(_without_around(inside))
    return found


def _scripts(text: str) -> Iterator[tuple[str, str]]:
    """The attributes of each script and what is in it; what stands in a comment is
    none."""
    at = 0
    while begin := NEXT.search(text, at):
        if begin[0] == "<!--":
            at = text.find("-->", begin.end()) + 3
            if at < 3:
                return
            continue
        close = text.find(">", begin.end(), begin.end() + LONGEST_TAG)
        end = END.search(text, begin.end())
        if end is None:
            return
        if close >= 0:
            yield text[begin.end() : close], text[close + 1 : end.start()]
        at = end.end()


def _without_around(text: str) -> str:
    text = text.strip()
    if begin := AROUND.match(text):
        text = text[begin.end() :]
    for found in AROUND.finditer(text, max(len(text) - 20, 0)):
        if found.end() == len(text):
            return text[: found.start()]
    return text


def loaded(text: str) -> object:
    """What JSON says; line breaks in its texts are taken as they come. Refusal for what
    is none, or is more than an agenda can be."""
    _refuse_deep(text)
    try:
        found = json.loads(text.rstrip("; \n\r\t"), strict=False, parse_constant=_no)
    except (ValueError, RecursionError):
        raise Refusal(_("A block of data (JSON) in it can’t be read.")) from None
    _refuse_many(found)
    return found


def _no(_name: str):
    raise ValueError("no number")


def _refuse_deep(text: str) -> None:
    depth = 0
    for found in STRING_OR_SIGN.finditer(text):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth > DEEPEST:
            raise Refusal(_("Its data (JSON) is nested too deep."))


def _refuse_many(found: object) -> None:
    nodes, todo = 0, [found]
    while todo:
        each = todo.pop()
        nodes += 1
        if nodes > MOST_NODES:
            raise Refusal(_("Its data (JSON) holds more than an agenda can."))
        if isinstance(each, dict):
            todo += each.values()
        elif isinstance(each, list):
            todo += each
