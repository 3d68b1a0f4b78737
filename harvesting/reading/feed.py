"""A feed of any kind, known by what stands in it: the way in to this room."""

import codecs
import logging
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from harvesting.facts.result import Kind, Read
from harvesting.reading import table
from harvesting.reading.ical import calendar
from harvesting.reading.ical.lines import decoded
from harvesting.reading.jsonld import page
from harvesting.reading.zones import named
from places.importing.run.report import Unreadable

MOST_BYTES = 2 * 1024 * 1024
MOST_EVENTS = 2_000
HERE = "Europe/Amsterdam"
BEGIN = re.compile(rb"^\s*BEGIN\s*:\s*(?:VCALENDAR|VEVENT)", re.I | re.M)
START = 4_096  # bytes in which a file says what it is
MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
TABLES = {"text/csv", "application/csv", "text/tab-separated-values"}
logger = logging.getLogger(__name__)


def read(
    content: bytes,
    content_type: str = "",
    source_url: str = "",
    zone: str = HERE,
    *,
    columns: Mapping[str, str] | None = None,
    most_bytes: int = MOST_BYTES,
    most_events: int = MOST_EVENTS,
) -> Read:
    """The events of a feed, unpacked, as its server gave it. What it is follows from
    its first bytes, and only then from its content type (many say text/plain). `zone`
    is where times are that say none. `columns` is for a table: the heading of each fact
    of `table.HEADINGS`. Never raises, whatever the bytes: what can't be read is told in
    the result, in the language that is active."""
    if len(content) > most_bytes:
        words = _("It is larger than %(most)d kB, so we don’t read it.")
        return _unread(words % {"most": most_bytes // 1024})
    try:
        content = _as_utf8(content)
        start = content[:START].lstrip()
        kind = _kind(start, content_type, columns)
        if kind is None:
            return _unread(_nothing(start))
        return _read(kind, content, source_url, named(zone) or HERE, columns,
                     most_events)  # fmt: skip
    except Exception:
        # Its name alone: the rest of an address may be a secret.
        logger.exception("A feed of %s that nobody can read", _host(source_url))
        return _unread(_("We can’t read this."))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "nowhere"
    except ValueError:
        return "nowhere"


def _unread(problem: str) -> Read:
    return Read(Kind.UNKNOWN, is_whole=False, problem=problem)


def _nothing(start: bytes) -> str:
    if not start:
        return _("There is nothing in it.")
    return _("This is no calendar, no page with events and no table.")


def _kind(start: bytes, content_type: str, columns) -> Kind | None:
    if BEGIN.search(start):
        return Kind.ICALENDAR
    if start[:1] in {b"<", b"{", b"["}:
        return Kind.JSON_LD
    if columns is not None or _media_type(content_type) in TABLES:
        return Kind.TABLE if start else None
    try:
        found = table.recognised(table.headings(start))
    except Unreadable:
        return None
    return Kind.TABLE if table.is_enough(found) else None


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().casefold()


def _read(
    kind: Kind, content: bytes, source_url: str, zone: str, columns, most: int
) -> Read:
    host = urlsplit(settings.SITE_URL).hostname or ""
    if kind is Kind.ICALENDAR:
        return calendar.read(content, zone, host, most)
    if kind is Kind.TABLE:
        return table.read(content, columns, zone, most)
    is_page = content.lstrip().startswith(b"<")
    text = decoded(content)
    return page.read(text, source_url, zone, host, most, is_page=is_page)


def _as_utf8(content: bytes) -> bytes:
    """Without byte order mark."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            return text.encode("utf-8", "replace")
    return content
