import secrets
from collections.abc import Callable, Iterable

from django.db import connection, models, transaction
from django.db.models import F

STAMP = "SELECT number, token FROM places_mapversion WHERE id = 1"
VERSIONS_REMEMBERED = 10_000  # versions of which the changes are remembered
MANY = 1_000  # changed places; for more it is quicker to read all anew


class MapVersion(models.Model):
    """One number that goes up whenever the map could look different."""

    number = models.PositiveBigIntegerField(default=1)
    token = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="there_is_one_map_version"
            )
        ]

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        return cls.stamp()[0]

    @classmethod
    def stamp(cls) -> tuple[int, int]:
        """The number, and a token that no other state of the data ever had.

        A number alone comes back with another meaning after a change that was undone.
        """
        with connection.cursor() as cursor:  # each request asks: no time for more
            cursor.execute(STAMP)
            return cursor.fetchone() or (0, 0)

    @classmethod
    def bump(cls, places: Iterable[int] | None = None) -> None:
        """Raise the number, in the transaction of the change that asks for it.

        `places` are the ids of what changed; None when it may be anything.
        """
        token = secrets.randbits(62)
        one = cls.objects.filter(pk=1)
        if not one.update(number=F("number") + 1, token=token):
            cls.objects.bulk_create([cls(pk=1, number=0)], ignore_conflicts=True)
            one.update(number=F("number") + 1, token=token)
        number = cls.current()
        changed = [None] if places is None else [*places]
        if len(changed) > MANY:
            changed = [None]
        MapChange.objects.bulk_create(
            MapChange(number=number, token=token, place=place)
            for place in changed or [-1]  # nothing that anyone holds
        )
        if number % 100 == 0:
            MapChange.objects.filter(number__lt=number - VERSIONS_REMEMBERED).delete()
        transaction.on_commit(_tell_this_process, robust=True)


_listeners: list[Callable[[], None]] = []


def add_listener(listener: Callable[[], None]) -> None:
    """Called in this process after the commit of every change: said when the site
    starts, by what keeps a copy."""
    if listener not in _listeners:
        _listeners.append(listener)


def _tell_this_process():
    """Who changed something sees it with the next question."""
    for listener in _listeners:
        listener()


class MapChange(models.Model):
    """Which place changed with which version of the map; none means any of them."""

    number = models.PositiveBigIntegerField(db_index=True)
    token = models.BigIntegerField()
    place = models.BigIntegerField(null=True)

    def __str__(self):
        return f"{self.number}: {self.place or 'all'}"

    @classmethod
    def since(cls, stamp: tuple[int, int]) -> set[int] | None:
        """Ids of the places that changed after this stamp; None when nobody knows."""
        number, token = stamp
        rows = cls.objects.filter(number__gte=number).order_by("number")
        changes = list(rows.values_list("number", "token", "place")[: MANY + 1])
        if len(changes) > MANY or (number, token) not in {row[:2] for row in changes}:
            return None
        changed = {place for since, _token, place in changes if since > number}
        return None if None in changed else changed
