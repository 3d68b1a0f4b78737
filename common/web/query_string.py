"""Addresses of the same question with one answer changed: for a FilterSet."""

from functools import cached_property
from urllib.parse import urlencode


def cleaned(data):
    """A query string without its empty answers. PostgreSQL knows no NUL; with another
    sign in its place it fits nothing."""
    data = data.copy()
    for name, values in list(data.lists()):
        clean = [value.replace("\0", "\ufffd") for value in values if value]
        if clean:
            data.setlist(name, clean)
        else:
            del data[name]
    return data


class QueryString:
    """What was asked, and the addresses around it."""

    DEFAULTS: dict[str, str] = {}  # answers that mean the same as none

    @cached_property
    def asked(self) -> list[tuple[str, str]]:
        """The known parameters as given, without the defaults."""
        pairs = [
            (name, value)
            for name in self.filters
            for value in self.data.getlist(name)
            if self.DEFAULTS.get(name) != value
        ]
        return list(dict.fromkeys(pairs))

    def query(self, pairs=None) -> str:
        """`?soort=bankje&…` for these pairs (those asked by default), or nothing."""
        pairs = self.asked if pairs is None else pairs
        return f"?{urlencode(pairs)}" if pairs else ""

    def toggled(self, name: str, value: str) -> str:
        """The query with this answer added, or taken away when it is there."""
        pair = (name, value)
        rest = [each for each in self.asked if each != pair]
        return self.query(rest if pair in self.asked else [*rest, pair])

    def with_answers(self, **answers: str) -> str:
        """The query with these answers instead of what was given there."""
        rest = [pair for pair in self.asked if pair[0] not in answers]
        return self.query([*rest, *answers.items()])

    def without(self, *names: str) -> str:
        return self.query([pair for pair in self.asked if pair[0] not in names])
