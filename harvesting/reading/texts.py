"""Texts of strangers, made plain: no markup, no signs that nobody sees, and no way to
reach a person: mail addresses, telephone numbers, links and codes of meetings on line.

What holds such a thing goes as a whole: a sentence of a text, a part of a title.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import SuspiciousOperation

from common.kit.one_line import one_line, readable
from common.protect.contact_details import MAIL, PHONE
from places.importing.fields.values import plain

OPT_OUT = "#niet-op-ontmoeten"
LONGEST_READ = 20_000  # signs; what comes after is not looked at
LONGEST_TEXT, LONGEST_LINE, LONGEST_URL = 5_000, 200, 200
MOST_TAGS = 20

MEETING = re.compile(
    r"\b(?:teams\.(?:microsoft|live)\.com|aka\.ms/|zoom(?:gov)?\.(?:us|com)|"
    r"meet\.[\w-]+\.\w+|hangouts\.google|[\w.-]*jitsi[\w.-]*\.\w+|webex\.com|"
    r"whereby\.com|goto(?:meeting|webinar)?\.com|gotomeet\.me|bluejeans\.com|"
    r"bigbluebutton|bbb\.[\w-]+|join\.skype|wa\.me/|(?:api|chat)\.whatsapp)"
    r"|\b(?:msteams|zoommtg|tel|sip|mailto|callto):",
    re.IGNORECASE,
)
MEETING_WORDS = re.compile(
    r"\b(?:join|deelnemen|neem deel|klik hier|click here)\b.{0,40}"
    r"\b(?:teams|zoom|meet|meeting|webex|jitsi|vergadering)",
    re.IGNORECASE,
)
CODE = re.compile(
    r"\b(?:pass ?(?:code|word)|wachtwoord|toegangscode|pin(?: ?code)?|access code|"
    r"(?:meeting|webinar|vergadering|vergaderings)[ -]?(?:id|nummer)|dial[ -]in)\b\s*:",
    re.IGNORECASE,
)
ONLINE = re.compile(
    r"microsoft[ -]teams.*|teams(?:[ -](?:meeting|vergadering))?|google meet|"
    r"zoom(?:[ -](?:meeting|vergadering))?|webex|jitsi|on-?line|digitaal|"
    r"virtu(?:eel|al)",
    re.IGNORECASE,
)
URL = re.compile(r"https?://\S+", re.IGNORECASE)
A_DAY = re.compile(
    r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\b(?![-./]?\d)"
)
RULER = re.compile(r"\W*[^\w\s]{10,}\W*|\s*_{10,}\s*")  # around what programs add
SENTENCE = re.compile(r"(?<=[.!?])\s+")
PART = re.compile(r"[()\[\]|;,–—]|\s-\s")
UNSEEN = re.compile(r"<(script|style|head|title)\b", re.IGNORECASE)
TURNED = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")


def opts_out(*texts: str) -> bool:
    return any(OPT_OUT in text.casefold() for text in texts)


def text_of(text: str) -> str:
    """A text with its lines. What a program put between rulers, about a meeting on
    line, goes as a whole."""
    blocks: list[list[str]] = [[]]
    for line in _plain(text).split("\n"):
        if RULER.fullmatch(line):
            blocks.append([])
        else:
            blocks[-1].append(line)
    kept = _without_contact(blocks[0])
    for block in blocks[1:]:
        if not any(map(MEETING.search, block)):
            kept += _without_contact(block)
    found = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return _cut(found, LONGEST_TEXT)


def line_of(text: str) -> str:
    """A title, a name or a category, on one line."""
    return _line(text, " ".join)


def place_of(text: str) -> str:
    """A name or address of a place; its lines become parts."""
    parts = ", ".join(part.strip(" ,") for part in _plain(text).split("\n"))
    return _line(parts, ", ".join)


def is_online(text: str) -> bool:
    """Whether what should be a place is none: a link to a meeting, or its name."""
    text = one_line(text)
    return bool(MEETING.search(text) or ONLINE.fullmatch(text) or URL.fullmatch(text))


def tags_of(texts) -> tuple[str, ...]:
    found = dict.fromkeys(filter(None, map(line_of, texts)))
    return tuple(found)[:MOST_TAGS]


def url_of(text: str) -> str:
    """An address of a page; empty for anything else, and for a meeting on line."""
    text = text.strip()
    if len(text) > LONGEST_URL or not text.isprintable() or " " in text:
        return ""
    try:
        parts = urlsplit(text)
        is_page = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        return ""
    if not is_page or parts.username or MEETING.search(text) or MAIL.search(text):
        return ""
    return text


def _plain(text: str) -> str:
    text = _without_unseen(TURNED.sub("", text[:LONGEST_READ]))
    try:
        return readable(plain(text))
    except SuspiciousOperation:  # nothing but signs of markup
        return readable(plain(text.replace("<", " ")))


def _without_unseen(text: str) -> str:
    """Without the parts of a page that nobody reads."""
    kept, at = [], 0
    while found := UNSEEN.search(text, at):
        kept.append(text[at : found.start()])
        end = text.casefold().find(f"</{found[1].casefold()}", found.end())
        if end < 0:
            return "".join(kept)
        at = text.find(">", end) + 1 or len(text)
    return "".join([*kept, text[at:]])


def _line(text: str, join: Callable) -> str:
    text = one_line(" ".join(_plain(text).split()))
    if _reaches_someone(text):
        parts = (part.strip() for part in PART.split(text))
        text = join(part for part in parts if part and not _reaches_someone(part))
    return _cut(text, LONGEST_LINE)


def _without_contact(lines: list[str]) -> list[str]:
    kept = []
    for line in lines:
        if _reaches_someone(line):
            sentences = SENTENCE.split(line)
            line = " ".join(each for each in sentences if not _reaches_someone(each))
            kept += [line] if line else []
        else:
            kept.append(line)
    return kept


def _reaches_someone(text: str) -> bool:
    if any(each.search(text) for each in (MEETING, MEETING_WORDS, CODE, MAIL)):
        return True
    return PHONE.search(A_DAY.sub(" day ", URL.sub(" page ", text))) is not None


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
