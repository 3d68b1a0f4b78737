from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField
from matching.models.participant import Participant


class Where(models.TextChoices):
    """On which page someone of the staff saw a person."""

    LIST = "list", _("in the list")
    PERSON = "person", _("on their own page")
    CANDIDATE = "fit", _("as someone who fits")
    PAIR = "pair", _("in a pair")


class LookQuerySet(models.QuerySet):
    def note(self, by, participants, where: Where) -> None:
        """One row for each of those who were seen, in one query."""
        self.bulk_create(
            self.model(participant=each, by=by, where=where) for each in participants
        )


class Look(models.Model):
    """Someone of the staff saw a person: who, whom, when and where (an audit trail).
    It goes with the person."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="looks", verbose_name=_("whom")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True,
        verbose_name=_("who"),
    )  # fmt: skip
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    where = OneLineField(_("where"), max_length=6, choices=Where)

    objects = LookQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        default_permissions = ()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"
