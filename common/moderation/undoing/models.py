"""What was decided lately and can still be taken back."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import LinesField, OneLineField


class UndoableQuerySet(models.QuerySet):
    def now(self):
        """Those that can still be taken back, the newest first."""
        return self.filter(until__gt=timezone.now()).order_by("-made_at", "-pk")

    def past(self, now: datetime):
        return self.filter(until__lte=now)


class Undoable(models.Model):
    """A decision of staff as it stands in the database: of every row that it wrote,
    what it was before and what it is since. Goes when it can not be undone any more.

    `rows` is a list of [model label, key, before, after]: `before` and `after` are the
    columns that differ, or all of them for a row that was made (no `before`) or deleted
    (no `after`).
    """

    token = OneLineField(max_length=32, unique=True, editable=False)
    kind = OneLineField(_("what"), max_length=20)  # slug of its source in the queue
    do = OneLineField(_("decision"), max_length=20)
    others = models.JSONField(default=list)  # slugs of what was decided about with it
    numbers = models.JSONField(default=list)  # what it was about, in its source
    words = LinesField(_("what was done"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("decided by"),
    )
    rows = models.JSONField(default=list)
    looked_at = models.JSONField(default=list)  # labels of the models that it may write
    is_unfinished = models.BooleanField(default=False)  # the rest is done at the end
    made_at = models.DateTimeField(_("decided"), default=timezone.now)
    until = models.DateTimeField(_("can be undone until"), db_index=True)

    objects = UndoableQuerySet.as_manager()

    class Meta:
        app_label = "ontmoeten"
        ordering = ["-made_at", "-pk"]
        verbose_name = _("decision that can be undone")
        verbose_name_plural = _("decisions that can be undone")

    def __str__(self):
        return self.words
