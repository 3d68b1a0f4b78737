from django.db import models
from django.db.models import F


class MapVersion(models.Model):
    """One number that goes up whenever the map could look different."""

    number = models.PositiveBigIntegerField(default=1)

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
        return cls.objects.values_list("number", flat=True).first() or 0

    @classmethod
    def bump(cls) -> None:
        """Raise the number, in the transaction of the change that asks for it."""
        one = cls.objects.filter(pk=1)
        if not one.update(number=F("number") + 1):
            cls.objects.bulk_create([cls(pk=1, number=0)], ignore_conflicts=True)
            one.update(number=F("number") + 1)
