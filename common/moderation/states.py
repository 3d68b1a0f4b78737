"""What may happen to an entry that the public sees: states and moves, as one table; and
what people report about it."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import LinesField, OneLineField


class State(models.TextChoices):
    SUGGESTED = "suggested", _("suggested")
    RETURNED = "returned", _("we asked something")
    PUBLISHED = "published", _("published")
    REFUSED = "refused", _("refused")
    CLOSED = "closed", _("closed for good")


class Move(models.TextChoices):
    PUBLISH = "publish", _("publish")
    RETURN = "return", _("ask something")
    REFUSE = "refuse", _("refuse")
    RESUBMIT = "resubmit", _("send it in again")
    HIDE = "hide", _("hide")
    CLOSE = "close", _("close for good")
    REOPEN = "reopen", _("look at it again")


# from which states a move is allowed, and where it leads
MOVES = {
    Move.PUBLISH: (
        {State.SUGGESTED, State.RETURNED, State.REFUSED, State.CLOSED},
        State.PUBLISHED,
    ),
    Move.RETURN: ({State.SUGGESTED}, State.RETURNED),
    Move.REFUSE: ({State.SUGGESTED, State.RETURNED}, State.REFUSED),
    Move.RESUBMIT: ({State.RETURNED, State.REFUSED}, State.SUGGESTED),
    Move.HIDE: ({State.PUBLISHED}, State.SUGGESTED),
    Move.CLOSE: ({State.PUBLISHED, State.SUGGESTED, State.RETURNED}, State.CLOSED),
    Move.REOPEN: ({State.REFUSED, State.CLOSED}, State.SUGGESTED),
}


class NotAllowed(ValueError):
    """This move does not start from the state the entry is in."""


class Moderated(models.Model):
    """An entry that waits for staff before anyone else sees it."""

    State = State

    state = OneLineField(
        _("state"), max_length=10, choices=State, default=State.SUGGESTED, db_index=True
    )
    refusal_reason = OneLineField(
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

    def moves(self) -> list[Move]:
        """Those that are possible from its state."""
        return [move for move in MOVES if self.may(move)]

    def make(self, move: Move, *, reason: str = "") -> None:
        """Change the state, unsaved. NotAllowed when the table has no such move."""
        if not self.may(move):
            raise NotAllowed(f"{move} from {self.state}")
        self.state = MOVES[move][1]
        self.refusal_reason = reason if move is Move.REFUSE else ""


class Reason(models.TextChoices):
    GONE = "gone", _("It is closed or gone")
    MOVED = "moved", _("It has moved or is somewhere else")
    HOURS = "hours", _("The opening hours are wrong")
    OTHER = "other", _("Something else")
    UNSAFE = "unsafe", _("It is unsafe there")
    IMPROPER = "improper", _("What it says here is not appropriate")


URGENT = [Reason.UNSAFE, Reason.IMPROPER]
LONGEST_TEXT = 1000  # characters
LONGEST_ANSWER = 2000

# How long we keep how to reach who reported: this long after it came, and after it was
# handled; whichever is first. What nobody handled keeps its words for longer: the work
# is still to be done.
RETENTION_AFTER_ARRIVAL = timedelta(days=90)
RETENTION_AFTER_HANDLING = timedelta(days=30)
RETENTION_UNHANDLED = timedelta(days=365)


def end_of(day: date) -> datetime:
    """The last moment of a day, here."""
    return timezone.make_aware(datetime.combine(day, time.max))


class DoubtOfDay(models.Model):
    """How many passers-by said on a day that something is not right, and no more.

    Some of them together make an entry wait for staff. Who they were is not kept.
    """

    ENOUGH = 3  # taps since the last check
    RETENTION = timedelta(days=180)

    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        abstract = True
        ordering = ["-day"]

    @classmethod
    @transaction.atomic
    def add(cls, day: date, **what) -> None:
        """One more of this (`what` and the day are unique); two at once both count."""
        cls.objects.bulk_create([cls(day=day, **what)], ignore_conflicts=True)
        cls.objects.filter(day=day, **what).update(count=F("count") + 1)

    @classmethod
    def forget(cls, today: date) -> int:
        """Erase those of long ago; gives of how many days."""
        return cls.objects.filter(day__lt=today - cls.RETENTION).delete()[0]


class WantsToHear(models.Model):
    """Where someone wants to hear what became of what she proposed, and no more. Once
    she was told it goes. A subclass says of what."""

    RETENTION = timedelta(days=90)  # after it came, when nobody decided

    email = models.EmailField(_("e-mail address"))
    language = OneLineField(_("language"), max_length=5, default=settings.LANGUAGE_CODE)
    came_on = models.DateField(_("came on"), default=timezone.localdate)

    class Meta:
        abstract = True

    @classmethod
    def forget(cls, today: date) -> int:
        """Erase those of long ago; gives how many."""
        return cls.objects.filter(came_on__lte=today - cls.RETENTION).delete()[0]


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Report.State.OPEN)

    def forget(self, today: date) -> int:
        """Erase what is personal and past its date; gives in how many reports.

        Always the e-mail address; the words and our answer too once nobody needs them
        any more, for people may have written names in them.
        """
        past = self.filter(forget_on__lte=today)
        done = Q(forget_on__lte=today, state=Report.State.HANDLED)
        long_ago = Q(created_at__lte=end_of(today - RETENTION_UNHANDLED))
        written = self.filter(done | long_ago).exclude(text="", answer="")
        known = past.exclude(email="")
        ids = {
            *written.values_list("pk", flat=True),
            *known.values_list("pk", flat=True),
        }
        written.update(text="", answer="")
        known.update(email="")
        return len(ids)


class Report(models.Model):
    """What someone says is wrong with an entry."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        HANDLED = "handled", _("handled")

    reason = OneLineField(_("what is wrong"), max_length=10, choices=Reason)
    text = LinesField(_("in their words"), max_length=LONGEST_TEXT, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    is_urgent = models.BooleanField(_("urgent"), default=False, editable=False)
    created_at = models.DateTimeField(_("reported"), default=timezone.now)
    state = OneLineField(_("state"), max_length=10, choices=State, default=State.OPEN)
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("handled by"),
    )
    answer = LinesField(
        _("our answer"), max_length=LONGEST_ANSWER, blank=True, editable=False
    )
    forget_on = models.DateField(
        _("forget who sent it on"),
        help_text=_("On this day the e-mail address and, if handled, the words go."),
    )

    queue_slug = ""  # of its source: where staff decide about it

    objects = ReportQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-state", "-is_urgent", "created_at", "pk"]  # open before handled
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=Reason.values), name="%(class)s_reason_is_known"
            ),
            models.CheckConstraint(
                condition=Q(is_urgent=True, reason__in=URGENT)
                | Q(is_urgent=False) & ~Q(reason__in=URGENT),
                name="%(class)s_urgency_follows_the_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="open", handled_at__isnull=True)
                | Q(state="handled", handled_at__isnull=False),
                name="%(class)s_handled_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(state="handled"),
                name="%(class)s_is_answered_when_handled",
            ),
        ]

    def save(self, *args, **kwargs):
        self.is_urgent = self.reason in URGENT
        if self.forget_on is None:
            arrived_on = timezone.localdate(self.created_at)
            self.forget_on = arrived_on + RETENTION_AFTER_ARRIVAL
        super().save(*args, **kwargs)

    @property
    def entry(self) -> models.Model:
        """What it is about."""
        raise NotImplementedError

    def handle(self, by, answer: str = "") -> None:
        """Done with it, unsaved. It can be done once; the first one counts. Only who
        left an address can get an answer."""
        if self.state == self.State.HANDLED:
            raise NotAllowed("handled already")
        self.state = self.State.HANDLED
        self.answer = answer if self.email else ""
        self.handled_at, self.handled_by = timezone.now(), by
        ends_on = timezone.localdate() + RETENTION_AFTER_HANDLING
        self.forget_on = min(self.forget_on, ends_on)
