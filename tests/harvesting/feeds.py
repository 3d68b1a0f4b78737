"""The corpus: small feeds that we wrote in the shapes of other programs, each with the
dates it means written by hand above it.

A file holds several, each as

    == what it is about
    as: latin-1, lf                 how it comes (see `_packed`), and its content type
    from 2026-11-01 until 2026-11-30    the window; two years without it
    refused: no title               why, in English; once for each that is refused
    opted out: 1 / private: 1 / not whole / no numbers / problem: …
    The title of an event
      place_name: De Kring          a fact of it
      2026-11-03 10 17 10:00-12:00  its dates: more days of one month stand beside it
      2026-11-24 10:00-? called off “Another title”
      2026-12-05..2026-12-06        whole days
      never
    ----
    BEGIN:VCALENDAR …

In the feed `@@3:text {n}@@` is that text three times, with its number.
"""

import codecs
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from initiatives.facts.rules import HERE

CORPUS = Path(__file__).parent / "corpus"
FEED = re.compile(r"^== (.+)\n((?:.*\n)*?)----\n((?:(?!== ).*\n)*)", re.MULTILINE)
REPEATED = re.compile(r"@@(\d+):(.*?)@@", re.DOTALL)
A_DATE = re.compile(r"(?P<first>\d{4}-\d\d-\d\d)(?P<days>(?: \d\d)*)(?: (?P<rest>.*))?")
DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?")
SPAN = re.compile(r"(\d\d:\d\d)-(?:\?|(?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d))")
OFF, TITLE = " called off", re.compile(r" “(.*)”$")


@dataclass(frozen=True)
class Meant:
    """One date as it was written by hand: begin and end by the clock here."""

    begin: datetime
    end: datetime | None = None
    is_off: bool = False
    title: str = ""


@dataclass
class MeantEvent:
    title: str
    dates: list[Meant] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)


@dataclass
class Feed:
    name: str
    content: bytes
    content_type: str
    first: date = date(2026, 1, 1)
    last: date = date(2027, 12, 31)
    events: list[MeantEvent] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    opted_out: int = 0
    private: int = 0
    is_whole: bool = True
    has_fixed_ids: bool = True
    problem: str = ""

    def __str__(self):
        return self.name


def all_feeds() -> list[Feed]:
    paths = sorted(CORPUS.rglob("*.txt"))
    return [feed for path in paths for feed in _in(path)]


def _in(path: Path) -> list[Feed]:
    text = path.read_text(encoding="utf-8")
    found = [
        _feed(f"{path.stem}: {name}", above, body)
        for name, above, body in FEED.findall(text)
    ]
    assert len(found) == text.count("\n== ") + text.startswith("== "), path
    return found


def _feed(name: str, above: str, body: str) -> Feed:
    ways = re.search(r"^as: (.*)\n", above, re.MULTILINE)
    ways = ways[1].split(", ") if ways else []
    feed = Feed(name, _packed(body, ways), next((w for w in ways if "/" in w), ""))
    for line in filter(str.strip, above.splitlines()):
        word, _colon, rest = line.partition(": ")
        if line.startswith("  "):
            _add(feed.events[-1], line.strip())
        elif line.startswith("from "):
            feed.first, feed.last = map(date.fromisoformat, line.split()[1::2])
        elif word == "refused":
            feed.refused.append(rest)
        elif word in {"opted out", "private"}:
            setattr(feed, word.replace(" ", "_"), int(rest))
        elif word == "problem":
            feed.problem, feed.is_whole = rest, False
        elif word == "not whole":
            feed.is_whole = False
        elif word == "no numbers":
            feed.has_fixed_ids = False
        elif word != "as":
            feed.events.append(MeantEvent(line))
    return feed


def _packed(body: str, ways: list[str]) -> bytes:
    """The bytes: line ends of iCalendar unless another is said (lf, cr, mixed)."""
    body = REPEATED.sub(_repeated, body.rstrip("\n") + "\n")
    if "escaped" in ways:  # \x00 and the like
        body = body.encode("latin-1", "backslashreplace").decode("unicode_escape")
    end = "\n" if "lf" in ways else "\r" if "cr" in ways else "\r\n"
    if "mixed" in ways:
        odd = body.split("\n")
        body = "".join(each + ("\r\n", "\n", "\r")[n % 3] for n, each in enumerate(odd))
    else:
        body = body.replace("\n", end)
    if "utf-16" in ways:
        return codecs.BOM_UTF16_LE + body.encode("utf-16-le")
    content = body.encode("latin-1" if "latin-1" in ways else "utf-8")
    return codecs.BOM_UTF8 * ("bom" in ways) + content


def _repeated(found: re.Match) -> str:
    return "".join(found[2].replace("{n}", str(n)) for n in range(1, int(found[1]) + 1))


def _add(event: MeantEvent, line: str) -> None:
    if line == "never":
        return
    title = TITLE.search(line)
    line = TITLE.sub("", line)
    is_off = line.endswith(OFF)
    line = line.removesuffix(OFF)
    name = title[1] if title else event.title
    if whole := DAYS.fullmatch(line):
        first, last = (date.fromisoformat(each or whole[1]) for each in whole.groups())
        event.dates.append(Meant(_at(first), _at(last + timedelta(1)), is_off, name))
        return
    found = A_DATE.fullmatch(line)
    if not found:
        fact, _colon, value = line.partition(":")
        event.facts[fact] = value.strip().replace("\\n", "\n")
        return
    first = date.fromisoformat(found["first"])
    begin, last, end = SPAN.fullmatch(found["rest"]).groups()
    for day in [first, *(first.replace(day=int(n)) for n in found["days"].split())]:
        until = end and _at(date.fromisoformat(last) if last else day, end)
        event.dates.append(Meant(_at(day, begin), until, is_off, name))


def _at(day: date, clock: str = "00:00") -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), HERE)
