"""Addresses for places: from the name, with a number where the name is taken."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.text import slugify

LONGEST_BASE = 120  # leaves room for a number in the column's 140
AFTER_Z = "{"  # the sign that comes after every sign of a slug
REMEMBERED = 10_000  # names whose last number is known


def base_of(name: str) -> str:
    return slugify(name)[:LONGEST_BASE].strip("-") or "plek"


class SlugMaker:
    """Gives out free slugs, and remembers which until it is told to `forget`."""

    def __init__(self):
        self.last: dict[str, int] = {}
        self.forget()

    def forget(self):
        """Safe as soon as what was given out is saved. The last numbers stay known:
        thousands of nameless benches share a few names, and asking takes long."""
        self.free: set[str] = set()
        self.taken: set[str] = set()
        self.given: set[str] = set()
        self.numbers: dict[str, int] = {}
        if len(self.last) > REMEMBERED:
            self.last.clear()

    def look_up(self, names: Iterable[str]) -> None:
        """Ask in one query which of these names are free as they are."""
        from places.models import Place
        from places.models.place import RESERVED_SLUGS

        bases = {base_of(name) for name in names}
        bases -= self.free | self.taken | self.last.keys()
        if not bases:
            return
        taken = Place.objects.filter(slug__in=bases).values_list("slug", flat=True)
        self.taken |= {*taken, *RESERVED_SLUGS, *self.given} & bases
        self.free |= bases - self.taken

    def make(self, name: str) -> str:
        """A slug nobody has: the name's own, else with -2, -3, … behind it."""
        base = base_of(name)
        if not any(base in known for known in (self.free, self.taken, self.last)):
            self.look_up([name])
        slug = base
        if base in self.free:
            self._remember(base)
        else:
            slug = self._next_number(base)
        self.free.discard(slug)
        self.taken.add(slug)
        self.given.add(slug)
        return slug

    def _remember(self, slug):
        """“Bankje 7” takes bankje-7: nobody else may get that number."""
        base, _hyphen, number = slug.rpartition("-")
        if number.isdecimal():
            highest = self.last if base in self.last else self.numbers
            highest[base] = max(highest.get(base, 1), int(number))

    def _next_number(self, base):
        if base not in self.last:
            unsaved = self.numbers.get(base, 1)
            self.last[base] = max(unsaved, self._highest_number(base))
        self.last[base] += 1
        return f"{base}-{self.last[base]}"

    def _highest_number(self, base):
        """Numbers of one length sort as text does, so the longest, highest one wins."""
        numbered = _alike(base).filter(slug__regex=rf"^{base}-[0-9]{{1,9}}$")
        longest = numbered.annotate(size=Length("slug")).order_by("-size", "-slug")
        slug = longest.values_list("slug", flat=True).first()
        return int(slug.rpartition("-")[2]) if slug else 1


def _alike(base):
    """Places whose slug is this one with something behind it."""
    from places.models import Place

    return Place.objects.filter(begins_with(f"{base}-"))


def begins_with(start: str) -> Q:
    """That a slug begins so, asked by an index of either database: LIKE on SQLite
    ignores capitals and the index with them; a range on PostgreSQL follows the order of
    some language, in which a hyphen counts for nothing."""
    if connection.vendor == "sqlite":
        return Q(slug__gte=start, slug__lt=f"{start}{AFTER_Z}")
    return Q(slug__startswith=start)
