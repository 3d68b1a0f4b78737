"""What a phone kept while there was no connection comes in batches, each under a key of
its own: sent twice, it counts once (idempotency key)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

BATCH_LASTS = timedelta(days=14)  # in which a phone may send the same once more


def batch_end() -> datetime:
    return timezone.now() + BATCH_LASTS


class BatchQuerySet(models.QuerySet):
    def forget(self, now: datetime) -> int:
        """Erase those that no phone sends again; gives how many."""
        return self.filter(erase_at__lte=now).delete()[0]


class SentBatch(models.Model):
    """That what a phone sent was counted: the same once more adds nothing."""

    key = models.UUIDField(primary_key=True)
    erase_at = models.DateTimeField(_("erased at"), default=batch_end, db_index=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["erase_at", "pk"]

    def __str__(self):
        return f"{self.key}"

    @classmethod
    def is_new(cls, key: UUID) -> bool:
        """Whether it comes for the first time; then it is remembered, in the
        transaction that counts it."""
        try:
            with transaction.atomic():
                cls(key=key).save(force_insert=True)
        except IntegrityError:
            return False
        return True
