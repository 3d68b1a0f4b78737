"""Opening hours cut into tokens, and the refusal of what cannot be read."""

import re
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
SUN = ("dawn", "sunrise", "sunset", "dusk")
STATES = ("open", "off", "closed", "unknown")
WORDS = {*DAYS, *MONTHS, *SUN, *STATES, "PH", "SH", "week", "easter", "day", "days"}
# What people write for them: in any case, longer, with a point behind it (Mo.). Nothing
# that could be two things in the languages of who writes here.
ALSO = {
    "Mo": "mon monday",
    "Tu": "tue tues tuesday",
    "We": "wed weds wednesday",
    "Th": "thu thur thurs thursday",
    "Fr": "fri friday",
    "Sa": "sat saturday",
    "Su": "sun sunday",
    "Jan": "january",
    "Feb": "february",
    "Mar": "march",
    "Apr": "april",
    "Jun": "june",
    "Jul": "july",
    "Aug": "august",
    "Sep": "sept september",
    "Oct": "october",
    "Nov": "november",
    "Dec": "december",
}
MEANT = {word.casefold(): word for word in WORDS} | {
    each: word for word, others in ALSO.items() for each in others.split()
}
ABBREVIATED = {*DAYS, *MONTHS}  # these may have a point behind them

TOKEN = re.compile(
    r"""\s*(?:
    "(?P<comment>[^"]*)" | (?P<always>24/7(?!\d)) | (?P<time>\d{1,2}:\d\d(?!\d)) |
    (?P<number>\d+) | (?P<word>[^\W\d_]+)(?P<point>\.?) | (?P<sign>\|\||[;,:+/\-\[\]()])
    )""",
    re.VERBOSE | re.ASCII,
)


class Refusal(Exception):
    """Hours that are not understood, and why; the reason in the reader's language."""

    def __init__(self, reason: Promise, **values: str):
        super().__init__()
        self.reason, self.values = reason, values

    def __str__(self) -> str:
        return str(self.reason) % self.values if self.values else str(self.reason)


class Token(NamedTuple):
    kind: str  # comment, always, time, number, word, sign, end
    text: str


def tokens_of(hours: str) -> list[Token]:
    """Raises Refusal for a word or a sign that the grammar has not."""
    found, at = [], 0
    hours = hours.strip()
    while at < len(hours):
        match = TOKEN.match(hours, at)
        if match is None:
            raise _unknown(hours[at:].lstrip())
        kind, text = _read(match)
        if kind == "word" and text not in WORDS:
            raise _unknown(hours[match.start(kind) :])
        found.append(Token(kind, text))
        at = match.end()
    return [*found, Token("end", "")]


def _read(match: re.Match) -> tuple[str, str]:
    """Which kind of token it is, and the word of the grammar that it means."""
    if not match["word"]:
        return match.lastgroup, match[match.lastgroup]
    word = match["word"]
    meant = MEANT.get(word.casefold(), word)
    if match["point"] and meant not in ABBREVIATED:
        return "word", word + "."  # of no word that may have one
    return "word", meant


def _unknown(rest: str) -> Refusal:
    word = re.match(r"[^\W\d_]+", rest)
    if word:
        return Refusal(
            _("the word “%(word)s” is no part of the grammar of opening_hours"),
            word=word[0],
        )
    if rest[0] == '"':
        return Refusal(_("a quotation mark is not closed"))
    return Refusal(
        _("the sign “%(sign)s” is no part of the grammar of opening_hours"),
        sign=rest[0],
    )
