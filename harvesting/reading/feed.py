"""A feed of any kind, known by what stands in it: the way in to this room."""

import codecs
import logging
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from harvesting.facts.result import Kind, Read
from harvesting.reading import ical
from harvesting.reading.zones import named

MOST_BYTES = 2 * 1024 * 1024
MOST_EVENTS = 2_000
BEGIN = re.compile(rb"BEGIN\s*:\s*(?:VCALENDAR|VEVENT)", re.IGNORECASE)
START = 4_096  # bytes in which a file says what it is
MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
logger = logging.getLogger(__name__)


def read(
    content: bytes,
    content_type: str = "",
    source_url: str = "",
    zone: str = "Europe/Amsterdam",
    *,
    most_bytes: int = MOST_BYTES,
    most_events: int = MOST_EVENTS,
) -> Read:
    """The events of a feed, unpacked, as its server gave it. What it is follows from
    its first bytes, and only then from its content type (many say text/plain). `zone`
    is where times are that say none. Never raises, whatever the bytes: what can't be
    read is told in the result, in the language that is active."""
    if len(content) > most_bytes:
        words = _("It is larger than %(most)d kB, so we don’t read it.")
        return _unread(words % {"most": most_bytes // 1024})
    try:
        return _read(content, content_type, named(zone) or "Europe/Amsterdam",
                     most_events)  # fmt: skip
    except Exception:
        logger.exception("A feed that nobody can read: %s", source_url[:200])
        return _unread(_("We can’t read this."))


def _unread(problem: str) -> Read:
    return Read(Kind.UNKNOWN, is_whole=False, problem=problem)


def _read(content: bytes, content_type: str, zone: str, most: int) -> Read:
    host = urlsplit(settings.SITE_URL).hostname
    content = _as_utf8(content)
    if not content.strip():
        return _unread(_("There is nothing in it."))
    if BEGIN.search(content[:START]):
        return ical.read(content, zone, host, most)
    return _unread(_("This is no calendar (iCalendar)."))


def _as_utf8(content: bytes) -> bytes:
    """Without byte order mark."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            return text.encode("utf-8", "replace")
    return content
