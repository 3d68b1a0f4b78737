from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from matching.models.participant import Participant


class Safeguard(models.Model):
    """What was seen of who offers, sealed with their key: see
    matching/facts/safeguarding.py. Never a document, never a refusal."""

    participant = models.OneToOneField(
        Participant, models.CASCADE, related_name="safeguard", primary_key=True
    )
    sealed = models.BinaryField(editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    changed_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords(excluded_fields=["sealed"])

    class Meta:
        verbose_name = _("what safeguarding saw")
        verbose_name_plural = _("what safeguarding saw")
        default_permissions = ()

    def __str__(self):
        return str(self.participant)

    @property
    def row(self) -> str:
        return f"matching.safeguard:{self.pk}"
