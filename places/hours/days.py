"""The part of the grammar that names days: years, months, dates, weeks, weekdays."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from places.hours.selectors import (
    LEAP_YEAR,
    Dates,
    Months,
    NthWeekday,
    Point,
    PublicHoliday,
    SchoolHoliday,
    Selector,
    Weekdays,
    Weeks,
    Years,
)
from places.hours.tokens import DAYS, MONTHS, Refusal, Token, tokens_of

FOREVER = 9999
FIRST_YEAR, LAST_YEAR = 1900, 2999


class DaysReader:
    """Reads from left to right. Everything raises Refusal where the grammar ends."""

    def __init__(self, hours: str):
        self.tokens, self.at = tokens_of(hours), 0

    def peek(self, ahead: int = 0) -> Token:
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def take(self, kind: str, *texts: str) -> Token | None:
        token = self.peek()
        if token.kind != kind or (texts and token.text not in texts):
            return None
        self.at += 1
        return token

    def expect(self, kind: str, *texts: str) -> Token:
        if token := self.take(kind, *texts):
            return token
        raise self.unexpected()

    def unexpected(self) -> Refusal:
        token = self.peek()
        if token.kind == "end":
            return Refusal(_("something is missing at the end"))
        if token.kind == "number":
            return Refusal(
                _(
                    "“%(part)s” can't stand where it stands; a time has its minutes, "
                    "like 08:00"
                ),
                part=token.text,
            )
        return Refusal(
            _("“%(part)s” can't stand where it stands"), part=token.text or '""'
        )

    def days(self) -> tuple[tuple[Selector, ...], ...]:
        groups = [self.years(), self.dates(), self.weeks()]
        if any(groups):
            self.take("sign", ":")
        groups += self.weekdays()
        if any(groups):
            self.take("sign", ":")
        return tuple(tuple(group) for group in groups if group)

    # Years, weeks

    def years(self) -> list[Selector]:
        """2026, 2026-2028, 2026-2030/2, 2026+; not the year of one date."""
        if not self.at_year() or self.peek(1).text in (*MONTHS, "easter"):
            return []
        found = [self.year_range()]
        while self.peek().text == "," and self.at_year(1):
            self.at += 1
            found.append(self.year_range())
        return found

    def at_year(self, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token.kind == "number" and len(token.text) == 4

    def year_range(self) -> Years:
        first = last = self.a_year()
        if self.take("sign", "+"):
            return Years(first, FOREVER, 1)
        if self.take("sign", "-"):
            last = self.a_year()
        return Years(*self.steps(first, last, FIRST_YEAR, LAST_YEAR))

    def weeks(self) -> list[Selector]:
        """week 1-10/2, week 3,5"""
        if not self.take("word", "week"):
            return []
        found = [self.week_range()]
        while self.peek().text == "," and self.peek(1).kind == "number":
            self.at += 1
            found.append(self.week_range())
        return found

    def week_range(self) -> Weeks:
        first = last = int(self.expect("number").text)
        if self.take("sign", "-"):
            last = int(self.expect("number").text)
        return Weeks(*self.steps(first, last, 1, 53))

    def steps(
        self, first: int, last: int, lowest: int, highest: int
    ) -> tuple[int, int, int]:
        step = int(self.expect("number").text) if self.take("sign", "/") else 1
        if not lowest <= first <= last <= highest or step < 1:
            raise Refusal(
                _("%(first)s to %(last)s is no row of weeks or years"),
                first=str(first),
                last=str(last),
            )
        return first, last, step

    # Months and dates

    def dates(self) -> list[Selector]:
        found = []
        while self.at_date(1 if found else 0):
            if found:
                self.at += 1
            found.append(self.date_range())
            while self.more_days_of_month(found[-1]):
                self.at += 1
                before = found[-1].last
                first = self.day_of(before.year, before.month)
                found.append(self.one_or_range(first))
        return found

    def at_date(self, ahead: int) -> bool:
        if ahead and self.peek().text != ",":
            return False
        if self.at_year(ahead):
            ahead += 1
        return self.peek(ahead).text in (*MONTHS, "easter")

    def more_days_of_month(self, before: Selector) -> bool:
        """Dec 25,26: the month is meant again."""
        number = self.peek(1).kind == "number" and not self.at_year(1)
        is_day = isinstance(before, Dates) and before.last.month > 0
        return self.peek().text == "," and number and is_day

    def year(self) -> int | None:
        return self.a_year() if self.at_year() else None

    def a_year(self) -> int:
        if not self.at_year():
            raise self.unexpected()
        year = int(self.take("number").text)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Refusal(_("%(year)s is not a year we use"), year=str(year))
        return year

    def date_range(self) -> Selector:
        year = self.year()
        if self.take("word", "easter"):
            return self.one_or_range(Point(year, 0, offset=self.offset()))
        month = MONTHS.index(self.expect("word", *MONTHS).text) + 1
        if self.peek().kind == "number" and not self.at_year():
            return self.one_or_range(self.day_of(year, month))
        last = month
        if self.peek().text == "-" and self.peek(1).text in MONTHS:
            self.at += 1
            last = MONTHS.index(self.take("word").text) + 1
            if self.peek().kind == "number":
                raise self.unexpected()  # Mar-Apr 5
        return Months(month, last, year)

    def day_of(self, year: int | None, month: int) -> Point:
        token = self.expect("number")
        try:
            date(year or LEAP_YEAR, month, int(token.text))
        except ValueError:
            raise Refusal(
                _("there is no %(day)s %(month)s"),
                day=token.text,
                month=MONTHS[month - 1],
            ) from None
        return Point(year, month, int(token.text), self.offset())

    def one_or_range(self, first: Point) -> Dates:
        if self.peek().text == "+":
            raise Refusal(_("a date with a plus has no end"))
        if not self.take("sign", "-"):
            return Dates(first, first)
        year = self.year()
        if self.take("word", "easter"):
            last = Point(year, 0, offset=self.offset())
        elif word := self.take("word", *MONTHS):
            last = self.day_of(year, MONTHS.index(word.text) + 1)
        elif year is None and first.month:
            last = self.day_of(first.year, first.month)
        else:
            raise self.unexpected()
        return self.checked(first, last)

    def checked(self, first: Point, last: Point) -> Dates:
        """A range with years may not run back; without, it runs over new year."""
        if last.year is not None and first.year is None:
            raise self.unexpected()
        year = first.year or LEAP_YEAR
        start, end = first.in_year(year), last.in_year(last.year or year)
        over_new_year = last.year is None and last.month != first.month
        if end <= start and not over_new_year:
            raise Refusal(_("these dates run backwards"))
        return Dates(first, last)

    def offset(self) -> int:
        """+1 day, -2 days; days."""
        if self.peek().text not in ("+", "-") or self.peek(2).text not in (
            "day",
            "days",
        ):
            return 0
        sign = -1 if self.take("sign").text == "-" else 1
        days = int(self.expect("number").text)
        self.at += 1
        if days > 366:
            raise Refusal(_("that is more than a year away"))
        return sign * days

    # Weekdays and holidays

    def weekdays(self) -> list[list[Selector]]:
        """Mo-Fr,PH is one group; SH Mo-Fr are two, of which both must be so."""
        first = self.weekday_list()
        holiday = first and all(
            isinstance(each, PublicHoliday | SchoolHoliday) for each in first
        )
        return [first, self.weekday_list()] if holiday else [first]

    def weekday_list(self) -> list[Selector]:
        names = (*DAYS, "PH", "SH")
        found = []
        while self.peek(1 if found else 0).text in names:
            if found and not self.take("sign", ","):
                break
            found.append(self.weekday_or_holiday())
        return found

    def weekday_or_holiday(self) -> Selector:
        if self.take("word", "SH"):
            return SchoolHoliday()
        if self.take("word", "PH"):
            return PublicHoliday(self.offset())
        first = DAYS.index(self.expect("word", *DAYS).text)
        if self.peek().text == "[":
            return NthWeekday(first, self.numbers(), self.offset())
        last = first
        if self.take("sign", "-"):
            last = DAYS.index(self.expect("word", *DAYS).text)
            if self.peek().text == "[":
                raise self.unexpected()
        span = (last - first) % 7 + 1
        return Weekdays(frozenset((first + each) % 7 for each in range(span)))

    def numbers(self) -> frozenset[int]:
        """[1,3], [1-2], [-1]: the how-manieth of the month."""
        self.expect("sign", "[")
        found = set()
        while True:
            sign = -1 if self.take("sign", "-") else 1
            first = last = int(self.expect("number").text)
            if sign == 1 and self.take("sign", "-"):
                last = int(self.expect("number").text)
            if not 1 <= first <= last <= 5:
                raise Refusal(_("a weekday comes one to five times a month"))
            found |= {sign * each for each in range(first, last + 1)}
            if not self.take("sign", ","):
                break
        self.expect("sign", "]")
        return frozenset(found)
