"""Where the bars of a chart stand: one for each year, and a dashed line to the target.
Pure; lengths in the units of the drawing (viewBox), the origin at its upper left.

The scale begins at zero, so a bar of twice the value is twice as long; what is below
zero hangs below the line. A year without a number is a gap. Of a long row the last
years are drawn: the table beside it has all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

SLOT, BAR = 84, 52  # of a year, and of its bar
LEFT, TOP, TALL, BELOW = 8, 30, 168, 38  # around and of the bars
ABOVE = 8  # of a number above its bar
MOST_YEARS = 8
AIM = 60  # more room for the words above the target
DOT = 8  # radius


@dataclass(frozen=True)
class Bar:
    year: int
    value: Decimal
    x: int
    y: float
    height: float
    middle: int
    text_y: float  # of its number


@dataclass(frozen=True)
class Aim:
    """The target: a dot, with a line towards it from the last bar."""

    year: int
    value: Decimal
    x: int
    y: float
    text_y: float
    line: tuple[float, float, float, float]


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    base: float  # where zero is
    years_y: int  # of the years below the bars
    bars: list[Bar]
    aim: Aim | None


def of_years(
    values: Iterable[tuple[int, Decimal]], aim: tuple[int, Decimal] | None = None
) -> Chart | None:
    """`values` are of different years; None when there is nothing to draw."""
    known = dict(values)
    if not known:
        return None
    last = max(known)
    first = max(min(known), last - MOST_YEARS + 1)
    shown = {year: value for year, value in known.items() if year >= first}
    slots = last - first + 1
    extent = [Decimal(0), *shown.values(), *([aim[1]] if aim else [])]
    top, bottom = max(extent), min(extent)
    room = BELOW // 2 if bottom < 0 else 0  # for numbers below the bars
    per_unit = Decimal(TALL) / (top - bottom) if top != bottom else Decimal(0)

    def y(value: Decimal) -> float:
        return round(float(TOP + (top - value) * per_unit), 1)

    base = y(Decimal(0)) if per_unit else float(TOP + TALL)
    bars = []
    for year, value in sorted(shown.items()):
        x, end = LEFT + (year - first) * SLOT, y(value) if per_unit else base
        upper, lower = min(base, end), max(base, end)
        bars.append(
            Bar(
                year,
                value,
                x,
                upper,
                round(lower - upper, 1),
                x + BAR // 2,
                upper - ABOVE if value >= 0 else lower + 2.5 * ABOVE,
            )
        )
    target = (
        _aim(aim, bars[-1], slots, y(aim[1]) if per_unit else base) if aim else None
    )
    width = LEFT + slots * SLOT - (SLOT - BAR) + LEFT
    width += SLOT + AIM if target else 0
    height = TOP + TALL + room + BELOW
    return Chart(width, height, base, TOP + TALL + room + 24, bars, target)


def _aim(aim, bar: Bar, slots: int, y: float) -> Aim:
    x = LEFT + slots * SLOT + BAR // 2 + AIM // 2
    end = bar.y if bar.value >= 0 else bar.y + bar.height
    line = (bar.x + BAR + 6.0, end, x - DOT - 2.0, y)
    text_y = min(y - DOT - ABOVE, end + 2)  # above the dot, and clear of the line
    return Aim(aim[0], aim[1], x, y, round(text_y, 1), line)
