"""The grammar of opening_hours, read into rules.

Source: wiki.openstreetmap.org/wiki/Key:opening_hours/specification. Stricter than it
where a reader could take it in two ways: that is refused, with the reason.
"""

from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from places.hours.days import DaysReader
from places.hours.rules import DAY, Clock, Rule, Rules, State, Sun, Times
from places.hours.selectors import (
    Dates,
    Months,
    NthWeekday,
    PublicHoliday,
    SchoolHoliday,
)
from places.hours.tokens import STATES, SUN, Refusal

LATEST = 2 * DAY  # 48:00
HOLIDAYS = {PublicHoliday, SchoolHoliday}
JOINS = {";": "instead", ",": "as well", "||": "otherwise"}


@lru_cache(maxsize=20_000)
def read(hours: str) -> Rules | Refusal:
    """The rules, or why they are not understood. Says the same every time."""
    try:
        rules = RulesReader(hours).rules()
        for check in (_undated_after_dated, _holidays_first, _cut_nights):
            check(rules)
    except Refusal as refusal:
        return refusal
    return Rules(rules)


class RulesReader(DaysReader):
    """Rules one after the other; the days of a rule are read by its parent."""

    def rules(self) -> tuple[Rule, ...]:
        found, joins = [], "instead"
        while True:
            if self.peek().kind == "end" and found and joins == "instead":
                break  # a semicolon at the end
            found.append(self.rule(joins))
            sign = self.take("end") or self.take("sign", *JOINS)
            if not sign:
                raise self.unexpected()
            if sign.kind == "end":
                break
            joins = JOINS[sign.text]
        return tuple(found)

    def rule(self, joins: str) -> Rule:
        start = self.at
        if self.take("always"):
            days, times = (), ()
        else:
            days = self.days()
            times = self.times() if self.at_time() else ()
        state, comment = self.state()
        if self.at == start:
            raise self.unexpected()
        return Rule(days, times, state, comment, joins)

    def state(self) -> tuple[State, str]:
        """A remark without a word before it leaves open or closed to be asked."""
        word = self.take("word", *STATES)
        comment = self.take("comment")
        text = " ".join(comment.text.split()) if comment else ""
        if comment and not text:
            raise Refusal(_("the remark in quotes is empty"))
        if word and word.text in ("off", "closed"):
            return State.CLOSED, text
        if word:
            return State(word.text), text
        return (State.UNKNOWN if comment else State.OPEN), text

    def at_time(self, ahead: int = 0) -> bool:
        token, after = self.peek(ahead), self.peek(ahead + 1)
        if token.text == "(":
            return after.text in SUN
        return token.kind == "time" or token.text in SUN

    def times(self) -> tuple[Times, ...]:
        found = [self.span()]
        while self.peek().text == "," and self.at_time(1):
            self.at += 1
            found.append(self.span())
        return tuple(found)

    def span(self) -> Times:
        start = self.clock()
        if isinstance(start, int) and start >= DAY:
            raise Refusal(_("a time to begin lies before 24:00"))
        if self.take("sign", "+"):
            return Times(start, None, is_open_ended=True)
        if not self.take("sign", "-"):
            raise Refusal(_("a time to begin stands alone; add the time to end"))
        end = self.clock()
        if self.take("sign", "/"):
            raise Refusal(_("times that repeat (with a /) can't be computed with"))
        return _span(start, end, bool(self.take("sign", "+")))

    def clock(self) -> Clock:
        if self.take("sign", "("):
            event, offset = self.expect("word", *SUN).text, 0
            sign = self.expect("sign", "+", "-").text
            offset = _minutes(self.expect("time").text)
            self.expect("sign", ")")
            return Sun(event, offset if sign == "+" else -offset)
        if token := self.take("word", *SUN):
            return Sun(token.text, 0)
        return _minutes(self.expect("time").text)


def _minutes(text: str) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    if minute > 59 or hour * 60 + minute > LATEST:
        raise Refusal(_("there is no time %(time)s"), time=text)
    return hour * 60 + minute


def _span(start: Clock, end: Clock, is_open_ended: bool) -> Times:
    """An end before the start is on the next day; where the sun decides, only a night.

    So 20:00-sunset is no time at all in winter, and sunset-02:00 is a night.
    """
    if isinstance(start, int) and isinstance(end, int):
        if start == end:
            raise Refusal(_("it begins and ends at the same time"))
        if end < start:
            end += DAY
        return Times(start, end, is_open_ended)
    if isinstance(end, int):
        night = end < DAY // 2 and not start.is_morning
        return Times(start, end + DAY if night else end, is_open_ended)
    late = start > DAY // 2 if isinstance(start, int) else not start.is_morning
    return Times(start, end, is_open_ended, ends_next_day=end.is_morning and late)


def _undated_after_dated(rules: tuple[Rule, ...]) -> None:
    """Mo-Fr 09:00-17:00; 19:00-21:00: instead of, or as well as, the weekdays?"""
    dated = False
    for rule in rules:
        cuts = rule.times and rule.state is State.CLOSED
        if dated and not (rule.days or cuts) and rule.joins == "instead":
            raise Refusal(_("a rule without a day stands after rules with days"))
        dated = dated or bool(rule.days)


def _holidays_first(rules: tuple[Rule, ...]) -> None:
    """PH off; Mo-Fr 09:00-17:00: the later rule opens a holiday on a Monday again."""
    holidays = False
    for rule in rules:
        kinds = {type(each) for group in rule.days for each in group}
        opens = rule.joins == "instead" and rule.state is not State.CLOSED
        if kinds and kinds <= HOLIDAYS:
            holidays = True
        elif holidays and opens and not kinds & {*HOLIDAYS, Dates, Months, NthWeekday}:
            raise Refusal(_("put the holidays (PH, SH) after the ordinary days"))


def _cut_nights(rules: tuple[Rule, ...]) -> None:
    """Mo-Su 20:00-04:00; Su 02:00-03:00 off: which night is meant?"""
    cuts = any(rule.times and rule.state is State.CLOSED for rule in rules)
    if cuts and any(_is_night(times) for rule in rules for times in rule.times):
        raise Refusal(
            _("a closed time can't be computed with where hours pass midnight")
        )


def _is_night(times: Times) -> bool:
    late = isinstance(times.end, int) and times.end > DAY
    return late or times.ends_next_day or times.is_open_ended
