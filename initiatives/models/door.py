from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import LinesField, OneLineField
from initiatives.models.joining import LONGEST_NAME, OfOneTime

RETENTION = timedelta(hours=48)  # after the activity
LONGEST_TEXT = 500


class DoorMessageQuerySet(models.QuerySet):
    def forget(self, now: datetime) -> int:
        """Erase those that are past their date; gives how many."""
        return self.filter(erase_at__lte=now).delete()[0]


class DoorMessage(OfOneTime):
    """Someone who would like a host to wait at the door."""

    first_name = OneLineField(_("first name"), max_length=LONGEST_NAME)
    text = LinesField(_("message"), max_length=LONGEST_TEXT, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    erase_at = models.DateTimeField(_("erased at"), db_index=True)

    objects = DoorMessageQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("message for the door")
        verbose_name_plural = _("messages for the door")
        constraints = [
            models.CheckConstraint(
                condition=~Q(first_name=""), name="door_message_has_a_name"
            )
        ]

    def __str__(self):
        return f"{self.activity}, {self.rule_date}"
