from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField


class AskedStillRight(models.Model):
    """That someone was asked by mail whether an entry is still right."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )
    entry = OneLineField(_("about"), max_length=40)  # as "activiteit-12"
    last_day = models.DateField(_("last day of the check"))
    is_at_end = models.BooleanField(_("on that day or later"))
    asked_at = models.DateTimeField(_("asked"), db_index=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("question whether it is right")
        verbose_name_plural = _("questions whether it is right")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "entry", "last_day", "is_at_end"],
                name="asked_once_before_and_once_at_the_end",
            )
        ]

    def __str__(self):
        return f"{self.entry}: {self.last_day}"
