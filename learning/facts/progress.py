"""How a goal stands, from the one number that leads it. Pure.

An estimate by a model says nothing here: it neither moves a bar nor gives a state.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.facts import chart

TOO_SOON = timedelta(days=90)  # after the baseline: no road is seen yet
TOO_OLD = timedelta(days=550)  # a reading that says nothing about now any more


class Standing(models.TextChoices):
    ON_SCHEDULE = "on", _("on schedule")
    BEHIND = "behind", _("behind schedule")
    UNKNOWN = "unknown", _("too early to say")


class Sort(models.TextChoices):
    """Of what an indicator tells; these are never added up."""

    DOING = "do", _("what we do")
    SAYING = "say", _("what people say")
    STATISTICS = "count", _("what figures say")


class Better(models.TextChoices):
    UP = "up", _("more is better")
    DOWN = "down", _("less is better")


@dataclass(frozen=True)
class Reading:
    """What one indicator was on a day; `of` is how many there are in all. Of a figure
    that is of a whole year only the year of `day` says something."""

    day: date
    value: Decimal
    source: str
    note: str = ""
    of: int | None = None
    is_whole_year: bool = False


@dataclass(frozen=True)
class Measured:
    """An indicator with all its readings, the oldest first; a day has one."""

    name: str
    unit: str
    sort: str
    better: str
    is_leading: bool = False
    is_modelled: bool = False
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    target_on: date | None = None
    readings: list[Reading] = field(default_factory=list)
    address: str = ""  # of the rows behind the last number, if there is a page of them
    language: str = "nl"  # of its name and unit

    @property
    def latest(self) -> Reading | None:
        return self.readings[-1] if self.readings else None

    @property
    def first(self) -> Reading | None:
        """The oldest, when there is another one."""
        return self.readings[0] if len(self.readings) > 1 else None

    @property
    def has_road(self) -> bool:
        """Whether it says from where to where, and in which time."""
        return (
            not self.is_modelled
            and None not in (self.baseline, self.target)
            and self.baseline_on is not None
            and self.target_on is not None
            and self.baseline_on < self.target_on
            and self.baseline != self.target
            and (self.target > self.baseline) == (self.better == Better.UP)
        )

    @property
    def share(self) -> Decimal | None:
        """How far it came between the baseline (0) and the target (1); None when that
        can not be said."""
        if not self.has_road or self.latest is None:
            return None
        gone = self.latest.value - self.baseline
        return max(Decimal(0), min(Decimal(1), gone / (self.target - self.baseline)))

    @property
    def is_reached(self) -> bool:
        return self.share == 1

    def standing(self, today: date) -> Standing:
        """On schedule is what lies on the straight road from the baseline to the target
        or beyond it, on the day of the last reading."""
        if self.share is None or self.latest.day < self.baseline_on:
            return Standing.UNKNOWN
        if self.latest.day < today - TOO_OLD:
            return Standing.UNKNOWN
        if self.is_reached:
            return Standing.ON_SCHEDULE
        if self.latest.day - self.baseline_on < TOO_SOON:
            return Standing.UNKNOWN
        days = (self.target_on - self.baseline_on).days
        due = Decimal((min(self.latest.day, self.target_on) - self.baseline_on).days)
        is_over = today > self.target_on
        is_there = self.share >= due / days
        return Standing.ON_SCHEDULE if is_there and not is_over else Standing.BEHIND

    def by_year(self) -> list[tuple[int, Decimal]]:
        """The last reading of each year, in order."""
        return sorted({each.day.year: each.value for each in self.readings}.items())

    def drawing(self) -> chart.Chart | None:
        aim = None
        if self.target is not None and self.target_on is not None:
            aim = self.target_on.year, self.target
        return chart.of_years(self.by_year(), aim)
