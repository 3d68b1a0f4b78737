import hashlib
import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.kit.one_line import LinesField, OneLineField
from learning.models.goals.goal import Goal


class GoalSnapshot(models.Model):
    """A goal as it was told of one year: kept as it is, whatever changes later.

    `content` is JSON, written in one way only (keys in order, no spaces), so that it
    has one SHA-256 (FIPS 180-4) that anyone can compute again.
    """

    goal = models.ForeignKey(
        Goal,
        models.PROTECT,
        related_name="snapshots",
        verbose_name=pgettext_lazy("of the pact", "goal"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    content = LinesField()
    sha256 = OneLineField("SHA-256", max_length=64)
    frozen_at = models.DateTimeField(_("frozen"), default=timezone.now)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )

    class Meta:
        ordering = ["goal__number", "-year"]
        default_permissions = ()
        verbose_name = _("frozen year")
        verbose_name_plural = _("frozen years")
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "year"], name="a_year_of_a_goal_is_frozen_once"
            ),
            models.CheckConstraint(
                condition=~Q(content="") & ~Q(sha256=""), name="snapshot_is_whole"
            ),
        ]

    def __str__(self):
        return f"{self.goal} {self.year}"

    def save(self, *args, **kwargs):
        """Adds only."""
        if not self._state.adding:
            raise ValidationError(_("A frozen year is never changed."))
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("learning:goal-year", args=[self.goal.slug, self.year])

    @property
    def told(self) -> dict:
        return json.loads(self.content)

    @property
    def is_whole(self) -> bool:
        """Whether it still is what was frozen."""
        return sha256_of(self.content) == self.sha256


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
