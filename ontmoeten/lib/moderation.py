"""What may happen to an entry that the public sees: states and moves, as one table."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    SUGGESTED = "suggested", _("suggested")
    PUBLISHED = "published", _("published")
    REFUSED = "refused", _("refused")
    CLOSED = "closed", _("closed for good")


class Move(models.TextChoices):
    PUBLISH = "publish", _("publish")
    REFUSE = "refuse", _("refuse")
    HIDE = "hide", _("hide")
    CLOSE = "close", _("close for good")
    REOPEN = "reopen", _("look at it again")


# from which states a move is allowed, and where it leads
MOVES = {
    Move.PUBLISH: ({State.SUGGESTED, State.REFUSED, State.CLOSED}, State.PUBLISHED),
    Move.REFUSE: ({State.SUGGESTED}, State.REFUSED),
    Move.HIDE: ({State.PUBLISHED}, State.SUGGESTED),
    Move.CLOSE: ({State.PUBLISHED, State.SUGGESTED}, State.CLOSED),
    Move.REOPEN: ({State.REFUSED, State.CLOSED}, State.SUGGESTED),
}


class NotAllowed(ValueError):
    """This move does not start from the state the entry is in."""


class Moderated(models.Model):
    """An entry that waits for staff before anyone else sees it."""

    State = State

    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.SUGGESTED, db_index=True
    )
    refusal_reason = models.CharField(
        _("reason of refusal"),
        max_length=300,
        blank=True,
        help_text=_("Whoever suggested this reads it. Friendly and concrete."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="%(class)s_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED) | ~Q(refusal_reason=""),
                name="%(class)s_refusal_has_a_reason",
                violation_error_message=_("Say why this is refused."),
            ),
        ]

    def may(self, move: Move) -> bool:
        return self.state in MOVES[move][0]

    def make(self, move: Move, *, reason: str = "") -> None:
        """Change the state, unsaved. NotAllowed when the table has no such move."""
        if not self.may(move):
            raise NotAllowed(f"{move} from {self.state}")
        self.state = MOVES[move][1]
        self.refusal_reason = reason if move is Move.REFUSE else ""
