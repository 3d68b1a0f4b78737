"""The lines of iCalendar (RFC 5545, 3.1) put together again, in the parts that BEGIN
and END make of them. It takes what programs write, not only what they should.

Nothing in it is understood yet; a broken line spoils its own part only.
"""

import base64
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from icalendar.parser import Contentline, unescape_backslash

from common.kit.one_line import readable

NAME = re.compile(r"[A-Za-z0-9-]{1,60}(?=[;:])")
ODD_ZONE = re.compile(r"TZID=(tzone://[\w/]+)")  # with a colon and no quotes
ENDS = re.compile(rb"\r\n|\r|\n")
DEEPEST = 6  # parts inside parts; an alarm in an event is the third
QUOTED = "QUOTED-PRINTABLE"
ENCODED = {QUOTED, "BASE64", "B"}
LONGEST = 100_000  # signs of a line
BREAK = "\\n"


@dataclass(frozen=True)
class Value:
    """What a line says: the text is as it stands there, still escaped."""

    text: str
    parameters: dict[str, str]
    line: int

    @property
    def words(self) -> str:
        """As a text for people: without escapes, decoded."""
        encoding = self.parameters.get("ENCODING", "").upper()
        if encoding not in ENCODED:
            return unescape_backslash(self.text)
        data = self.text.encode("utf-8", "replace")
        try:
            if encoding == QUOTED:
                return decoded(quopri.decodestring(data.replace(b"=\\n", b"")))
            return decoded(base64.b64decode(data))
        except ValueError:
            return ""


@dataclass
class Part:
    """What stands between BEGIN and END; `is_whole` when both are there."""

    name: str
    line: int
    lines: list[tuple[int, list[str]]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)
    is_whole: bool = False

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[int, list[str]]]]:
        found = {}
        for number, pieces in self.lines:
            found.setdefault(NAME.match(pieces[0])[0].upper(), []).append(
                (number, pieces)
            )
        return found

    def values(self, name: str) -> list[Value]:
        """What all lines with this name say; a line that is none says nothing."""
        return [*self._read(self._by_name.get(name, []))]

    @staticmethod
    def _read(lines) -> Iterator[Value]:
        for number, pieces in lines:
            try:
                line = ODD_ZONE.sub(r'TZID="\1"', BREAK.join(pieces)[:LONGEST], 1)
                line = Contentline(line)
                _name, found, text = line.raw_parts()
            except ValueError:
                continue
            parameters = {
                key.upper(): value if isinstance(value, str) else ",".join(value)
                for key, value in found.items()
            }
            yield Value(text, parameters, number)

    def value(self, name: str) -> Value | None:
        return next(iter(self.values(name)), None)

    def text(self, name: str) -> str:
        """As it stands there, of the first of these lines; empty without one."""
        found = self.value(name)
        return found.text.strip() if found else ""

    def words(self, name: str) -> str:
        found = self.value(name)
        return found.words if found else ""


def parts_of(content: bytes) -> list[Part]:
    """The outermost parts of a file, in their order."""
    found: list[Part] = []
    stack: list[Part] = []
    too_deep = 0
    for number, line in _lines(content):
        upper = line[:80].upper().strip()
        if upper.startswith("BEGIN:"):
            name = upper[6:].strip()
            if any(part.name == name for part in stack):
                while stack.pop().name != name:  # the one before has no end
                    pass
                too_deep = 0
            if len(stack) == DEEPEST:
                too_deep += 1
                continue
            part = Part(name, number)
            (stack[-1].parts if stack else found).append(part)
            stack.append(part)
        elif upper.startswith("END:"):
            too_deep = _end(stack, upper[4:].strip(), too_deep)
        elif stack and not too_deep:
            _add(stack[-1], number, line)
    return found


def _end(stack: list[Part], name: str, too_deep: int) -> int:
    """Close the part with this name; gives how many that went too deep are open."""
    if not any(part.name == name for part in stack):
        return max(too_deep - 1, 0)
    while (part := stack.pop()).name != name:
        pass
    part.is_whole = True
    return 0


def _add(part: Part, number: int, line: str) -> None:
    if NAME.match(line):
        part.lines.append((number, [line]))
    elif part.lines:  # a break inside a text that nobody escaped
        part.lines[-1][1].append(line)


def _lines(content: bytes) -> Iterator[tuple[int, str]]:
    """With their number; those that were folded in one. Folded anywhere, also inside a
    letter: so bytes first."""
    pieces, number = [], 0
    for at, line in enumerate(ENDS.split(content), 1):
        if line[:1] in {b" ", b"\t"} and pieces:
            pieces.append(line[1:])
            continue
        if whole := b"".join(pieces).strip():
            yield number, decoded(whole)
        pieces, number = [line], at
    if whole := b"".join(pieces).strip():
        yield number, decoded(whole)


def decoded(data: bytes) -> str:
    """UTF-8; what is none is Windows-1252. Without signs that no text has."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return readable(text)
