"""The key store: one row a person, in a database of its own (alias `keys`).

The terms of the field. What seals a person's facts is a *data encryption key* (DEK), a
random one for each person. It is kept *wrapped*, which is to say encrypted by a *key
encryption key* (KEK), the master key, that stands in the environment and in no
database (*envelope encryption*; NIST SP 800-57, part 1). Destroying the one row here
makes all that this person's key sealed unreadable, wherever a copy of it lies
(*crypto-shredding*, cryptographic erase in NIST SP 800-88).
"""

import uuid
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField


class SealingKeyQuerySet(models.QuerySet):
    def alive(self, today: date):
        """Those whose date has not come. On that date a key opens nothing any more,
        also when the work that takes it away is late."""
        return self.filter(destroy_on__gt=today)

    def due(self, today: date):
        return self.filter(destroy_on__lte=today)


class SealingKey(models.Model):
    """The key of one person's data, until the date on which nobody may read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField(editable=False)
    master = OneLineField(max_length=16, db_index=True, editable=False)  # which wraps
    destroy_on = models.DateField(_("destroyed on"), db_index=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = SealingKeyQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # nobody sees it in any administration
        ordering = ["created_at", "pk"]
        verbose_name = _("key of a person")
        verbose_name_plural = _("keys of people")

    def __str__(self):
        return f"{self.pk}"
