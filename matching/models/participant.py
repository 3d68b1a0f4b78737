"""Who told us a wish or an offer, without saying who.

All that is personal stands sealed in one box, opened with a key of this person alone
(common/protect/sealing). The columns beside it say how far it is; they name nobody.
"""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import OneLineField
from matching.facts.vocabulary import Kind, State


class ParticipantQuerySet(models.QuerySet):
    def wishes(self):
        return self.filter(kind=Kind.WISH)

    def offers(self):
        return self.filter(kind=Kind.OFFER)

    def waiting(self):
        """Who can be brought together: confirmed, wanted, and in no pair now."""
        pairs = self.model.pairs_as_wish.rel.related_model.objects.open()
        found = self.filter(state=State.WAITING).exclude(pk__in=pairs.values("wish"))
        return found.exclude(pk__in=pairs.values("offer"))

    def in_turn(self):
        """By the order of the rule: see matching/facts/rule.py."""
        return self.order_by("-goes_first", "waits_since", "arrived_at", "pk")

    def held(self, ids) -> dict[uuid.UUID, "Participant"]:
        """Those that are there, locked until the transaction ends. Whoever locks
        people and their pair begins here, always in this order, so that no two wait
        for each other (deadlock)."""
        rows = self.select_for_update().filter(pk__in=ids).order_by("pk")
        return {row.pk: row for row in rows}

    def forgotten_by(self, today: date):
        """Whose last day is over."""
        return self.filter(erase_on__lte=today)


class Participant(models.Model):
    """A wish or an offer. `erase_on` is known from the day it arrives and never moves
    to a later day; the key of the box is destroyed on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = OneLineField(_("kind"), max_length=5, choices=Kind)
    state = OneLineField(_("state"), max_length=7, choices=State, default=State.NEW)
    key_id = models.UUIDField(unique=True, editable=False)
    sealed = models.BinaryField(editable=False)
    arrived_at = models.DateTimeField(_("arrived"), default=timezone.now)
    waits_since = models.DateTimeField(_("waits since"), default=timezone.now)
    goes_first = models.BooleanField(_("first in line"), default=False)
    erase_on = models.DateField(_("erased on"), db_index=True)
    # Of the code in the mail a keyed hash, and how often someone guessed.
    code = OneLineField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True, blank=True, editable=False)
    guesses = models.PositiveSmallIntegerField(default=0, editable=False)
    # When we asked last whether it is still wanted, and when that was answered.
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    moment = models.ForeignKey(
        "matching.Moment",
        models.SET_NULL,
        related_name="participants",
        null=True,
        blank=True,
        verbose_name=_("typed at"),
    )

    history = HistoricalRecords(excluded_fields=["sealed", "code", "code_until"])
    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["-goes_first", "waits_since", "arrived_at"]
        verbose_name = _("wish or offer")
        verbose_name_plural = _("wishes and offers")
        default_permissions = ()
        indexes = [
            models.Index(fields=["state", "waits_since"], name="participant_in_turn")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["wish", "offer"]),
                name="participant_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "waiting", "paused", "silent", "left"]),
                name="participant_state_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {str(self.pk)[:8]}"

    @property
    def row(self) -> str:
        """The name of this row, without which its box does not open."""
        return f"matching.participant:{self.pk}"
