import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models.participant import Participant


class Note(models.Model):
    """What the coordinator wrote down about someone, sealed with their key. It goes
    with the person, and who asks what we keep of them gets it too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="notes", verbose_name=_("about")
    )
    sealed = models.BinaryField(editable=False)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"

    @property
    def row(self) -> str:
        return f"matching.note:{self.pk}"
