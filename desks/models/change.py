from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import LinesField
from initiatives.models import Activity


class DeskChange(models.Model):
    """How an organisation would like a desk to be, or that an activity becomes one; it
    stays as it is until staff agree."""

    activity = models.OneToOneField(
        Activity,
        models.CASCADE,
        related_name="desk_change",
        verbose_name=_("activity"),
    )
    changes = models.JSONField(_("changes"), default=dict)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    answer = LinesField(_("answer"), max_length=2000, blank=True)

    class Meta:
        ordering = ["proposed_at", "pk"]
        verbose_name = _("proposed change of a desk")
        verbose_name_plural = _("proposed changes of desks")

    def __str__(self):
        return f"{self.activity}: {', '.join(self.changes)}"
