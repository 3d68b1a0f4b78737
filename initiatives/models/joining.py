from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import LinesField, OneLineField
from initiatives.facts.rules import HERE
from initiatives.models.activity import Activity, Occurrence

RETENTION = timedelta(days=30)  # after the day itself
APPOINTMENT_RETENTION = timedelta(days=1)  # the same, of an appointment
UNCONFIRMED_RETENTION = timedelta(days=2)
LONGEST_NAME = 40
AT_THE_DOOR = timedelta(hours=48)  # after the activity: a message for the door
LONGEST_TEXT = 500  # of one
LONGEST_MESSAGE = 1_000  # to all who signed up


class SignUpQuerySet(models.QuerySet):
    def active(self):
        """Those who may come: a seat, the waiting list, or not confirmed yet."""
        return self.exclude(state=SignUp.State.CANCELLED)

    def seated(self):
        return self.filter(state=SignUp.State.SEAT)

    def waiting(self):
        """Who waits longest comes first."""
        found = self.filter(state=SignUp.State.WAITING)
        return found.order_by("confirmed_at", "pk")

    def expected(self, activity: Activity, on: date):
        """The list of who organises it: seats first, then who waits, in order."""
        listed = [SignUp.State.SEAT, SignUp.State.WAITING]
        found = self.filter(activity=activity, rule_date=on, state__in=listed)
        return found.order_by("state", "confirmed_at", "pk")

    def forget(self, now: datetime) -> int:
        """Erase who is past the date; gives how many."""
        never = Q(
            state=SignUp.State.ASKED, created_at__lte=now - UNCONFIRMED_RETENTION
        )  # the link in the mail was not used
        past = Q(forget_on__lte=timezone.localdate(now))
        return self.filter(never | past).delete()[0]


class OfOneTime(models.Model):
    """What someone sent us about one time of an activity."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="%(class)ss", verbose_name=_("activity")
    )
    rule_date = models.DateField(_("day by the rule"))
    language = OneLineField(_("language"), max_length=2, default="nl")
    created_at = models.DateTimeField(_("asked at"), default=timezone.now)

    class Meta:
        abstract = True

    @property
    def occurrence(self):
        """The time it is about; None when that is no more."""
        return self.activity.occurrences.filter(rule_date=self.rule_date).first()


class SignUp(OfOneTime):
    """Someone who said to come to one time of an activity."""

    class State(models.TextChoices):
        ASKED = "asked", _("not confirmed yet")
        SEAT = "seat", _("comes")
        WAITING = "waiting", _("is on the waiting list")
        CANCELLED = "cancelled", _("does not come after all")

    first_name = OneLineField(_("first name"), max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = OneLineField(_("telephone number"), max_length=20, blank=True)
    # Of an appointment: how many minutes after the beginning, wherever that moves.
    slot = models.PositiveSmallIntegerField(_("appointment"), null=True, blank=True)
    state = OneLineField(_("state"), max_length=9, choices=State, default=State.ASKED)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    forget_on = models.DateField(_("forget it on"), db_index=True)
    heard_it_left = models.BooleanField(default=False, editable=False)  # the site

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ["rule_date", "confirmed_at", "pk"]
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        indexes = [
            models.Index(fields=["activity", "rule_date", "state"], name="who_comes")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "rule_date", "email"],
                condition=~Q(state="cancelled") & ~Q(email=""),
                name="signed_up_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "rule_date", "slot"],
                condition=Q(state="seat", slot__isnull=False),
                name="one_seat_a_slot",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "seat", "waiting", "cancelled"]),
                name="sign_up_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["seat", "waiting"])
                | Q(confirmed_at__isnull=False),
                name="who_comes_confirmed_it",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", email="", phone="", first_name="")
                | ~Q(state="cancelled")
                & (~Q(email="") | Q(slot__isnull=False) & ~Q(phone=""))
                & ~Q(first_name=""),
                name="who_cancels_is_forgotten",
            ),
        ]

    def __str__(self):
        return f"{self.activity}, {self.rule_date}: {self.get_state_display()}"

    def begins_at(self, row: Occurrence) -> datetime:
        """When they come: at the beginning, or at their appointment."""
        return row.starts_at + timedelta(minutes=self.slot or 0)


def forget_on(starts_at: datetime, slot: int | None = None) -> date:
    """Of who comes then, or has this appointment then."""
    lasts = RETENTION if slot is None else APPOINTMENT_RETENTION
    return starts_at.astimezone(HERE).date() + lasts


class DateSeats(models.Model):
    """How one date takes people, where that differs from all dates of the activity; and
    how many came without signing up. Empty is "as usual"."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="dateseats", verbose_name=_("activity")
    )
    rule_date = models.DateField(_("day by the rule"))
    has_sign_up = models.BooleanField(_("people sign up here"), null=True, blank=True)
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    waits_at_door = models.BooleanField(
        _("someone waits at the door"), null=True, blank=True
    )
    walk_ins = models.PositiveIntegerField(_("came without signing up"), default=0)

    class Meta:
        ordering = ["rule_date", "pk"]
        verbose_name = _("seats of one date")
        verbose_name_plural = _("seats of single dates")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "rule_date"], name="seats_said_once_a_date"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                name="date_has_a_seat",
                violation_error_message=_("At least one seat, or leave it empty."),
            ),
        ]

    def __str__(self):
        return f"{self.activity}, {self.rule_date}"


class SentMessageQuerySet(models.QuerySet):
    def forget(self, now: datetime) -> int:
        """Erase those that are past their date; gives how many."""
        return self.filter(forget_on__lte=timezone.localdate(now)).delete()[0]


class SentMessage(models.Model):
    """What an organisation wrote to all who signed up for one date, through us."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="messages", verbose_name=_("activity")
    )
    rule_date = models.DateField(_("day by the rule"))
    text = LinesField(_("message"), max_length=LONGEST_MESSAGE)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("sent by"),
    )
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    receivers = models.PositiveIntegerField(_("to how many"))
    forget_on = models.DateField(_("forget it on"), db_index=True)

    objects = SentMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("message to who comes")
        verbose_name_plural = _("messages to who comes")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="message_says_something")
        ]

    def __str__(self):
        return f"{self.activity}, {self.rule_date}"


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
