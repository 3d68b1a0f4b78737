"""Brings key figures of areas in from a CSV file of CBS, RIVM or the municipality."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from places.importing.fields.numbers import plain_number
from places.importing.readers.rows import Rows, TableRow
from places.importing.run.report import Message, Report, Unreadable, say_nothing
from places.models import District, Figure, Municipality, Neighbourhood

# What CBS writes where a number is missing, or so small that it points at people.
SECRET = {Decimal(-99999999), Decimal(-99997), Decimal(-99995)}
NOTHING = {"", "."}
CENT = Decimal("0.01")
MOST = Decimal(10) ** 12
BATCH = 500


@dataclass(frozen=True)
class FigureWishes:
    """Which columns of a file hold which figures."""

    code: str  # the column with the CBS code
    figures: dict[str, str]  # name of the figure -> column
    year: int
    source: str
    multiply: dict[str, Decimal] = field(default_factory=dict)  # CBS: income x 1,000
    where: dict[str, str] = field(
        default_factory=dict
    )  # column -> value of rows to take


def import_figures(
    path: Path | str,
    wish: FigureWishes,
    *,
    dry_run: bool = False,
    on_message: Callable[[Message], None] = say_nothing,
) -> Report:
    """Write every figure of a CSV file, or none of them.

    Empty, “.” and -99999999 become unknown (None). Percentages (names that end in
    `_pct`) must lie between 0 and 100; everything is kept with two decimals.
    """
    path, report = Path(path), Report(on_message)
    with transaction.atomic():
        try:
            _FigureReader(path, wish, report).write()
        except Unreadable as error:
            report.problem(path.name, "", str(error))
        if report.problems:
            report.nothing_written()
        report.is_written = not (dry_run or report.problems)
        transaction.set_rollback(not report.is_written)
    return report


class _FigureReader:
    def __init__(self, path, wish: FigureWishes, report: Report):
        self.wish, self.report = wish, report
        self.rows = Rows(path)
        self._check_names()
        for column in (wish.code, *wish.figures.values(), *wish.where):
            self.rows.needs(column)
        if not wish.source.strip() or len(wish.source) > 200:
            raise Unreadable(_("--source: say in at most 200 letters who counted."))
        if not 1900 <= wish.year <= 2100:
            message = _("--year: %(year)d is no year of a figure.")
            raise Unreadable(message % {"year": wish.year})
        self.areas = {
            code
            for model in (Municipality, District, Neighbourhood)
            for code in model.objects.values_list("code", flat=True)
        }
        own = settings.MUNICIPALITY[2:]
        self.ours = (f"GM{own}", f"WK{own}", f"BU{own}")

    def _check_names(self):
        if not self.wish.figures:
            raise Unreadable(_("--figures: name at least one figure."))
        for name in (*self.wish.figures, *self.wish.multiply):
            if name not in Figure.Name.values:
                message = _("“%(name)s” is no figure. Known: %(known)s.")
                facts = {"name": name, "known": ", ".join(Figure.Name.values)}
                raise Unreadable(message % facts)

    def write(self) -> None:
        figures = list(self._figures())
        if not figures and not self.report.problems:
            raise Unreadable(_("No row is about an area that we know."))
        known = {
            (each.code, each.name): each
            for each in Figure.objects.filter(
                year=self.wish.year, name__in=self.wish.figures
            )
        }
        new, changed = [], []
        for figure in figures:
            old = known.get((figure.code, figure.name))
            if old is None:
                new.append(figure)
            elif (old.value, old.source) != (figure.value, figure.source):
                old.value, old.source = figure.value, figure.source
                changed.append(old)
        self.report.created, self.report.updated = len(new), len(changed)
        self.report.unchanged = len(figures) - len(new) - len(changed)
        if not self.report.problems:
            bulk_create_with_history(new, Figure, batch_size=BATCH)
            fields = ["value", "source"]
            bulk_update_with_history(changed, Figure, fields, batch_size=BATCH)

    def _figures(self) -> Iterator[Figure]:
        seen: dict[str, int] = {}
        for row in self.rows:
            if any(
                row.cells.get(column, "").strip() != value
                for column, value in self.wish.where.items()
            ):
                continue
            where = _("line %(line)d") % {"line": row.line}
            code = row.cells.get(self.wish.code, "").strip()
            if problem := row.problem or self._problem_with(code):
                self.report.problem(where, self.wish.code, problem)
            elif code not in self.areas:
                self.report.ignored += 1
            elif code in seen:
                facts = {"code": code, "line": seen[code]}
                message = _("%(code)s stands on line %(line)d too; choose with --where")
                self.report.problem(where, self.wish.code, message % facts)
            else:
                seen[code] = row.line
                yield from self._of_row(row, where, code)

    def _problem_with(self, code) -> str | None:
        if not code:
            return _("there is no code")
        if code.startswith(self.ours) and code not in self.areas:
            return _("%(code)s is no area that we know") % {"code": code}
        return None

    def _of_row(self, row: TableRow, where, code) -> Iterator[Figure]:
        for name, column in self.wish.figures.items():
            try:
                value = self._value(name, row.cells[column])
            except ValueError as error:
                self.report.problem(where, column, str(error))
                continue
            yield Figure(
                code=code,
                name=name,
                year=self.wish.year,
                value=value,
                source=self.wish.source.strip(),
            )

    def _value(self, name, text) -> Decimal | None:
        """The figure, or None when it is unknown. ValueError says what is wrong."""
        if text.strip() in NOTHING:
            return None
        facts = {"text": text.strip()}
        try:
            value = Decimal(plain_number(text))
        except InvalidOperation:
            raise ValueError(_("“%(text)s” is no number") % facts) from None
        if value in SECRET:
            return None
        value = value * self.wish.multiply.get(name, 1)
        if name.endswith("_pct") and not 0 <= value <= 100:
            raise ValueError(_("%(text)s is no percentage between 0 and 100") % facts)
        if not value.is_finite() or not 0 <= value < MOST:
            raise ValueError(_("%(text)s can't be right") % facts)
        return value.quantize(CENT, ROUND_HALF_UP)
