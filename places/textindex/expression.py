"""What an index is asked: every group, and of a group any one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Ways to say one thing: a term, the start of one, or several terms together (of
    each side any one)."""

    terms: frozenset[str]
    together: tuple[tuple[frozenset[str], ...], ...] = ()
    starts: frozenset[str] = frozenset()


Expression = tuple[Group, ...]
