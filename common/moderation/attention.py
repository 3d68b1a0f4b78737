"""Who of the staff is looking at what waits, so that no two do the same work."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField

LASTS = timedelta(minutes=15)


class AttentionQuerySet(models.QuerySet):
    def now(self):
        """What did not end yet."""
        since = timezone.now() - LASTS
        return self.filter(since__gt=since).select_related("person")

    def forget(self, now: datetime) -> int:
        """Erase what ended; gives how many."""
        return self.filter(since__lte=now - LASTS).delete()[0]

    def pay(self, kind: str, number: int, person) -> None:
        """Someone looks at it from now on, or looked at it already."""
        row, _is_new = self.get_or_create(kind=kind, number=number, person=person)
        if row.since <= timezone.now() - LASTS:
            self.filter(pk=row.pk).update(since=timezone.now())


class Attention(models.Model):
    """Someone of the staff looks at something that waits."""

    kind = OneLineField(_("what"), max_length=20)
    number = models.BigIntegerField(_("number"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )
    since = models.DateTimeField(_("since"), default=timezone.now, db_index=True)

    objects = AttentionQuerySet.as_manager()

    class Meta:
        app_label = "ontmoeten"
        ordering = ["since", "pk"]
        verbose_name = _("looks at it")
        verbose_name_plural = _("looks at it")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "person"], name="looks_at_a_thing_once"
            )
        ]

    def __str__(self):
        return f"{self.kind}-{self.number}"

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.number}"
