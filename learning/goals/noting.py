"""Noting what an indicator was on a day: only ever added, by staff, from a table, and
once a month by the site itself."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.kit.one_line import one_line
from common.kit.tables import unescaped
from learning.goals import counters
from learning.models import Indicator, Measurement

COLUMNS = ["dag", "waarde", "bron"]
NOTE = "toelichting"
MOST_ROWS = 2_000
LARGEST = Decimal(10) ** 12
LONGEST = Measurement._meta.get_field("source").max_length
LONGEST_NOTE = Measurement._meta.get_field("note").max_length


@transaction.atomic
def note(
    indicator: Indicator,
    day: date,
    value: Decimal,
    source: str,
    words: str = "",
    *,
    of: int | None = None,
    is_counted: bool = False,
    by=None,
) -> Measurement:
    """Add one. What there is of that day already is put right by it."""
    Indicator.objects.select_for_update(of=["self"]).get(pk=indicator.pk)
    before = indicator.measurements.filter(day=day, corrected_by=None).last()
    return Measurement.objects.create(
        indicator=indicator,
        day=day,
        value=value,
        of=of,
        source=source,
        note=words,
        is_counted=is_counted,
        corrects=before,
        made_by=by,
    )


def note_counted(indicator: Indicator, today: date, by=None) -> Measurement | None:
    """What the site counts now; None when nothing is counted for it."""
    counter = counters.counter_called(indicator.counter)
    if counter is None:
        return None
    value, of = counter.count(today)
    with override("nl"):  # as all that is noted
        source = counters.source()
    return note(indicator, today, value, source, of=of, is_counted=True, by=by)


def note_all(now: datetime) -> int:
    """Once a month, what the site counts of each goal that staff keep; gives how many.
    Safe to do twice."""
    today = timezone.localdate(now)
    this_month = Measurement.objects.filter(
        day__year=today.year, day__month=today.month, is_counted=True
    )
    due = Indicator.objects.exclude(counter="").exclude(
        pk__in=this_month.values("indicator")
    )
    due = due.filter(goal__state__in=["published", "suggested"])
    return sum(note_counted(each, today) is not None for each in due.order_by("pk"))


@dataclass
class Table:
    """What was read of a table: rows to add, and what is wrong, by its line."""

    rows: list[tuple[date, Decimal, str, str]] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)


def read(text: str, today: date) -> Table:
    """A table with commas or semicolons and a heading: dag, waarde, bron, and if one
    likes toelichting. ValidationError when its heading lacks one of these."""
    first = text.lstrip("\ufeff").splitlines()[:1] or [""]
    separator = ";" if first[0].count(";") > first[0].count(",") else ","
    lines = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator)
    heading = [(name or "").strip().lower() for name in lines.fieldnames or []]
    if lacking := [name for name in COLUMNS if name not in heading]:
        words = _("The first line has to name these columns: %(names)s.")
        raise ValidationError(words % {"names": ", ".join(lacking)})
    lines.fieldnames = heading
    found, days = Table(), {}
    for row in lines:
        number = lines.line_num
        if len(found.rows) + len(found.wrong) >= MOST_ROWS:
            words = _(
                "A table has at most %(most)d lines; from here on it is not read."
            )
            found.wrong.append((number, words % {"most": MOST_ROWS}))
            break
        try:
            added = _row(row, today)
            if added[0] in days:
                words = _("Line %(number)d has the same day.")
                raise ValidationError(words % {"number": days[added[0]]})
        except ValidationError as error:
            found.wrong.append((number, " ".join(error.messages)))
        else:
            days[added[0]] = number
            found.rows.append(added)
    return found


def _row(row: dict, today: date) -> tuple[date, Decimal, str, str]:
    cell = {name: one_line(unescaped(row.get(name) or "")) for name in [*COLUMNS, NOTE]}
    day = _day(cell["dag"])
    if day > today:
        raise ValidationError(_("This day is still to come."))
    value = number_of(cell["waarde"])
    if not cell["bron"]:
        raise ValidationError(_("Say where the number comes from."))
    for name, most in [("bron", LONGEST), (NOTE, LONGEST_NOTE)]:
        if len(cell[name]) > most:
            words = _("%(column)s has more than %(most)d characters.")
            raise ValidationError(words % {"column": name, "most": most})
    return day, value, cell["bron"], cell[NOTE]


def _day(text: str) -> date:
    for form in ["%Y-%m-%d", "%d-%m-%Y"]:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    words = _("“%(text)s” is no day: write 2026-11-30 or 30-11-2026.")
    raise ValidationError(words % {"text": text[:40]})


def number_of(text: str) -> Decimal:
    """A number as one writes it here ("1.234,5") or as machines do ("1234.5").
    ValidationError for what is none, or may be two: "1.234"."""
    bare = text.replace(" ", "").replace("\u2212", "-")
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif bare.count(".") == 1 and len(bare.rpartition(".")[2]) == 3:
        words = _("“%(text)s” may be two numbers: write it without a full stop.")
        raise ValidationError(words % {"text": text[:40]})
    try:
        found = Decimal(bare)
        is_number = found.is_finite() and abs(found) < LARGEST and bare.isascii()
    except InvalidOperation:
        is_number = False
    if not is_number:
        words = _("“%(text)s” is no number.")
        raise ValidationError(words % {"text": text[:40]})
    if found != round(found, 2):
        words = _("“%(text)s” has more than two decimals.")
        raise ValidationError(words % {"text": text[:40]})
    return found


@transaction.atomic
def note_table(indicator: Indicator, table: Table, by) -> int:
    """Add the rows that are right; what is there already, just like that, is not added
    again. Gives how many were added."""
    known = {
        each.day: each for each in indicator.measurements.filter(corrected_by=None)
    }
    added = 0
    for day, value, source, words in table.rows:
        same = known.get(day)
        if same and (same.value, same.source, same.note) == (value, source, words):
            continue
        note(indicator, day, value, source, words, by=by)
        added += 1
    return added
