"""What someone told us of themselves: what stands in a sealed box, and nowhere else."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from matching.facts.vocabulary import Way


@dataclass(frozen=True)
class Person:
    """A wish or an offer in the words and choices of who told it. `area` is the CBS
    code of their neighbourhood, `reach` how far they travel in metres."""

    first_name: str
    email: str
    phone: str = ""
    contact: str = "email"
    subjects: tuple[str, ...] = ()
    words: str = ""
    languages: tuple[str, ...] = ()
    area: str = ""
    reach: int = 0
    moments: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    step_free: bool = False
    gender: str = "unsaid"
    prefers: str = "anyone"

    @classmethod
    def read(cls, facts: dict[str, Any]) -> "Person":
        """From what JSON kept; what it has no name for any more is left out."""
        names = {each.name for each in fields(cls)}
        known = {name: value for name, value in facts.items() if name in names}
        lists = {n: tuple(v) for n, v in known.items() if isinstance(v, list)}
        return cls(**known | lists)

    def written(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def initial(self) -> str:
        """How the coordinator's lists name someone."""
        return f"{self.first_name[:1].upper()}."

    def meets_only_online(self, other: "Person") -> bool:
        """Whether that is the one way that both want: no place is looked for then."""
        return {*self.ways} & {*other.ways} == {Way.ONLINE.value}

    @property
    def reached_by(self) -> str:
        """What the other gets once both said yes: the one way that was chosen."""
        return self.phone if self.is_reached_by_phone else self.email

    @property
    def is_reached_by_phone(self) -> bool:
        return self.contact == "phone" and bool(self.phone)
