"""Words that say when it has to be open: "zondag open", "'s avonds", "open now".

They become the value of the filter `open`: a moment by the clock here.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from django.utils.dates import WEEKDAYS
from django.utils.translation import override

from places.finding.choices.when import BY_DAY, HOURS

NOW = "nu"
OPEN = {"open", "geopend"}
AROUND = {"op", "in", "de", "het", "s", "on", "the", "at"}  # "op zondag", "in het"
AT_ONCE = {"nu", "now", "vandaag", "today"}
# The hour that is asked for: one at which most that is open then is open.
PARTS = {
    HOURS["ochtend"]: ["ochtend", "ochtends", "morgens", "morning"],
    HOURS["middag"]: ["middag", "middags", "afternoon"],
    HOURS["avond"]: ["avond", "avonds", "evening"],
}
TOGETHER = {
    ("vanochtend", "vanmorgen"): (0, HOURS["ochtend"]),
    ("vanmiddag",): (0, HOURS["middag"]), ("vanavond", "tonight"): (0, HOURS["avond"]),
    ("morgen", "tomorrow"): (1, None), ("overmorgen",): (2, None),
    ("morgenochtend",): (1, HOURS["ochtend"]),
    ("morgenmiddag",): (1, HOURS["middag"]), ("morgenavond",): (1, HOURS["avond"]),
}  # fmt: skip
WEEKEND = 5  # Saturday

Said = tuple[int | None, int | None, int | None]  # days ahead, weekday, hour


@cache
def _meanings() -> dict[str, Said]:
    found = {word: (None, None, hour) for hour in PARTS for word in PARTS[hour]}
    for words, (ahead, hour) in TOGETHER.items():
        found |= dict.fromkeys(words, (ahead, None, hour))
    found["weekend"] = None, WEEKEND, None
    for language in ("nl", "en"):
        with override(language):
            names = {day: str(name).lower() for day, name in WEEKDAYS.items()}
        for day, name in names.items():
            found |= dict.fromkeys([name, f"{name}s"], (None, day, None))
            for hour, parts in PARTS.items():
                found |= dict.fromkeys(
                    (name + part for part in parts), (None, day, hour)
                )
    return found


def read(words: Sequence[str], now: datetime) -> tuple[str, bool, list[str]]:
    """The moment that is asked for (empty when none), whether it was said that it has
    to be open then, and the words that are left. `words` in small letters."""
    meanings, taken = _meanings(), set()
    is_open = is_now = False
    ahead = weekday = hour = None
    for i, word in enumerate(words):
        if word in OPEN:
            is_open = True
        elif word in AT_ONCE:
            is_now = True
        elif word in meanings:
            day, name, part = meanings[word]
            ahead = day if day is not None else ahead
            weekday = name if name is not None else weekday
            hour = part or hour
        else:
            continue
        taken.add(i)
    is_asked = is_now or (ahead, weekday, hour) != (None, None, None)
    if not is_asked:
        return "", False, list(words)
    left = [word for i, word in enumerate(words) if not _goes(i, words, taken)]
    if is_now and hour is None:
        return NOW, is_open, left
    return _moment(ahead, weekday, hour, now), is_open, left


def _goes(i, words, taken) -> bool:
    """Whether a word is part of what was said, or leads to it."""
    while i < len(words) and words[i] in AROUND:
        i += 1
    return i in taken


def _moment(ahead, weekday, hour, now) -> str:
    """The first such moment that is not over."""
    at = hour or BY_DAY
    found = now.replace(hour=at, minute=0, second=0, microsecond=0)
    if ahead is not None:
        found += timedelta(days=ahead)
    elif weekday is not None:
        found += timedelta(days=(weekday - now.weekday()) % 7)
        if found < now:
            found += timedelta(days=7)
    elif found < now:
        found += timedelta(days=1)
    return f"{found:%Y-%m-%dT%H:%M}"
