"""What the sections of one run share."""

from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.lib import steps
from benchmarks.lib.databases import Database
from benchmarks.lib.tables import table

SMALL = 2_000
DRAWN = 100_000  # what the issue measures exports and browsers at
AT_HUNDRED_THOUSAND = {"browser", "export"}


@dataclass
class Bench:
    """Databases of one vendor by their number of places, and what could not be."""

    vendor: str
    folder: Path
    databases: dict[int, Database]
    plans: dict[int, dict]  # of benchmarks.lib.plan
    is_quick: bool = False
    missing: list[str] = field(default_factory=list)

    @property
    def full(self) -> Database:
        return self.databases[max(self.databases)]

    @property
    def plan(self) -> dict:
        return self.plans[self.full.places]

    @property
    def postgres(self) -> int | None:
        """The process of the database server, when it is on this machine."""
        return self.plan["postgres"]

    @property
    def small(self) -> Database:
        return self.databases[min(self.databases)]

    @property
    def hundred_thousand(self) -> Database:
        """The database of 100,000 places, or the largest below it."""
        fit = [many for many in self.databases if many <= DRAWN]
        return self.databases[max(fit)]

    def step(self, step: str, database: Database | None = None, **arguments):
        return steps.run(database or self.full, step, **arguments)

    def queries(self, subjects, database: Database | None = None) -> dict[str, int]:
        """How many each of these takes."""
        asked = [asdict(each) for each in subjects]
        return self.step("benchmarks.lib.plan:queries", database, subjects=asked)

    def not_measured(self, what: str, why: str) -> None:
        line = f"{what} ({self.vendor}): {why}"
        if line not in self.missing:
            self.missing.append(line)
            print(f"  NOT MEASURED: {line}", flush=True)

    def show(self, title: str, rows: dict[str, dict]) -> None:
        print(f"\n{self.vendor}, {self.full.places:,} places: {title}")
        print(table(rows), flush=True)


def sizes(places: int, sections: list[str]) -> list[int]:
    """How many places the databases of a run have."""
    found = {min(SMALL, places), places}
    if not AT_HUNDRED_THOUSAND.isdisjoint(sections):
        found.add(min(DRAWN, places))
    return sorted(found)
