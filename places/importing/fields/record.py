"""One object as a file gives it: what every reader yields and the pipeline takes."""

from dataclasses import dataclass, field
from enum import Enum


class System(Enum):
    """What the two numbers of a point are."""

    DEGREES = "degrees"  # WGS84, longitude and latitude
    RD = "rd"  # EPSG:28992, metres
    EITHER = "either"  # nobody said; the size of the numbers tells


@dataclass(slots=True)
class Record:
    where: str  # "line 12", "n123": how staff find it in the file
    source_id: str
    kind: str  # a word or slug; empty when the source names none
    x: float | None  # longitude or RD x; None when the record has no point
    y: float | None
    system: System
    raw: dict[str, str]  # our field (or `fee`) -> the text of the source
    tags: dict[str, str] = field(default_factory=dict)  # to know the kind by
    is_plain: bool = False  # its texts hold no HTML: we wrote them ourselves
    problems: list[tuple[str, str]] = field(default_factory=list)  # (field, text)

    def problem(self, field: str, text: str) -> None:
        self.problems.append((field, text))

    def read_as(self, system: str) -> None:
        """Someone said what its two numbers are: degrees, swapped or rd."""
        if system == "swapped":
            self.x, self.y = self.y, self.x
        if system:
            self.system = System.RD if system == "rd" else System.DEGREES
