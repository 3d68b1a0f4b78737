from datetime import date, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Min, Q, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from common.moderation.states import Report
from places.models.place import Place


class PlaceReport(Report):
    """What a visitor says is wrong with a place."""

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="reports", verbose_name=_("place")
    )

    class Meta(Report.Meta):
        verbose_name = _("report about a place")
        verbose_name_plural = _("reports about places")

    def __str__(self):
        return f"{self.place}: {self.get_reason_display()}"


class Confirmation(models.Model):
    """A day on which a passer-by said that what we tell about a place is right.

    One a day is enough to know, so that nobody can fill it up; of the passer-by nothing
    is kept.
    """

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="confirmations", verbose_name=_("place")
    )
    day = models.DateField(_("day"))

    class Meta:
        ordering = ["-day"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "day"], name="confirmed_once_a_day"
            )
        ]

    def __str__(self):
        return f"{self.place}: {self.day}"

    @classmethod
    def newest(cls):
        """The last such day, inside a query about places."""
        days = cls.objects.filter(place=models.OuterRef("pk")).order_by("-day")
        return models.Subquery(days.values("day")[:1])


class Doubt(models.Model):
    """How many passers-by said on a day that something is not right, and no more.

    Some of them together make a place wait for staff. Who they were is not kept.
    """

    ENOUGH = 3  # taps since the last check
    RETENTION = timedelta(days=180)

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="doubts", verbose_name=_("place")
    )
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("doubt")
        verbose_name_plural = _("doubts")
        permissions = [("answer_doubt", _("May answer what passers-by doubt"))]
        constraints = [
            models.UniqueConstraint(fields=["place", "day"], name="doubts_of_a_day")
        ]

    def __str__(self):
        return f"{self.place}: {self.day}, {self.count}"

    @classmethod
    @transaction.atomic
    def add(cls, place: Place, day: date) -> None:
        """One more; two at once both count."""
        cls.objects.bulk_create([cls(place=place, day=day)], ignore_conflicts=True)
        cls.objects.filter(place=place, day=day).update(count=F("count") + 1)

    @classmethod
    def since_check(cls):
        """Those of after the last check; of the day of the check itself none."""
        never = Q(place__checked_on__isnull=True)
        return cls.objects.filter(never | Q(day__gt=F("place__checked_on")))

    @classmethod
    def enough(cls):
        """Public places that were doubted often enough: `place`, `place__name`, `total`
        and `first`, the day of the first doubt."""
        rows = cls.since_check().filter(place__state=Place.State.PUBLISHED)
        rows = rows.order_by().values("place", "place__name")
        rows = rows.annotate(total=Sum("count"), first=Min("day"))
        return rows.filter(total__gte=cls.ENOUGH).order_by("first", "place")

    @classmethod
    def forget(cls, today: date) -> int:
        """Erase those of long ago; gives of how many days."""
        return cls.objects.filter(day__lt=today - cls.RETENTION).delete()[0]


class Suggester(models.Model):
    """Where someone wants to hear what became of the place that she suggested."""

    RETENTION = timedelta(days=90)  # after it came, when nobody decided

    place = models.OneToOneField(
        Place, models.CASCADE, related_name="suggester", verbose_name=_("place")
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(
        _("language"), max_length=5, default=settings.LANGUAGE_CODE
    )
    came_on = models.DateField(_("came on"), default=localdate)

    class Meta:
        verbose_name = _("who suggested a place")
        verbose_name_plural = _("who suggested a place")

    def __str__(self):
        return str(self.place)

    @classmethod
    def forget(cls, today: date) -> int:
        """Erase those of long ago; gives how many."""
        return cls.objects.filter(came_on__lte=today - cls.RETENTION).delete()[0]
