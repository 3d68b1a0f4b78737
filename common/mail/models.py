"""Every mail is a row before it goes out, and the row says how far it came.

The row is written in the transaction of what it tells about, so that neither is there
without the other. What it says is erased as soon as it is sent, the row when it is past
its date.

A sealed one (`sealed_with` a person's key, see common/protect/sealing) says nothing in
its table, not even whom it is for: it is opened just before it goes out, and when the
key is gone by then, so is the mail.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import LinesField, OneLineField
from common.protect.sealing import box

RETENTION = timedelta(days=30)
USEFUL = timedelta(days=5)  # as long as mail servers try
LEASE = timedelta(minutes=5)  # longer than any conversation with a mail server takes
SEALED = ["to", "subject", "html", "unsubscribe_url"]  # what a box holds of a mail
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60)]


class MailQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Mail.State.WAITING)

    def due(self, now: datetime):
        return self.waiting().filter(due_at__lte=now).order_by("due_at", "pk")

    def held_back(self, now: datetime):
        """Those of a decision that can still be taken back."""
        return self.waiting().filter(due_at__gt=now, attempts=0).exclude(held="")

    def withdraw(self, token: str) -> None:
        """They do not go out: what they tell about was taken back."""
        self.waiting().filter(held=token).delete()

    def late(self, now: datetime):
        """Those that should have been out by now, for all we tried."""
        found = self.waiting().filter(created_at__lte=now - LEASE)
        return found.exclude(pk__in=self.held_back(now))

    def claim(self, now: datetime) -> "Mail | None":
        """One that is due, for this worker alone until the lease ends."""
        for mail in self.due(now)[:10]:
            ours = self.filter(pk=mail.pk, attempts=mail.attempts).due(now)
            if ours.update(attempts=F("attempts") + 1, due_at=now + LEASE):
                mail.attempts += 1
                return mail
        return None

    def retry(self) -> int:
        """Staff want it to be tried again now; gives how many."""
        now = timezone.now()
        kept = self.exclude(state=Mail.State.SENT)
        kept = kept.exclude(html="", sealed__isnull=True)
        kept = kept.exclude(pk__in=Mail.objects.held_back(now))
        kept.filter(useful_until__lte=now + LEASE).update(useful_until=now + USEFUL)
        return kept.update(state=Mail.State.WAITING, due_at=now)

    def forget(self, now: datetime) -> int:
        """Erase what is past its date; gives how many."""
        return self.filter(forget_at__lte=now).delete()[0]


class Mail(models.Model):
    """A mail that goes out by itself, and waits while the mail server is away."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        UNSURE = "unsure", _("handed over, no answer yet")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not sent")

    key = OneLineField(max_length=120, unique=True, editable=False)
    to = models.EmailField(_("to"))
    subject = OneLineField(_("subject"), max_length=200)
    html = LinesField(editable=False)
    held = OneLineField(max_length=32, blank=True, editable=False)  # see sending.held
    unsubscribe_url = models.URLField(max_length=300, blank=True, editable=False)
    sealed_with = models.UUIDField(null=True, editable=False)  # the person's key
    sealed = models.BinaryField(null=True, editable=False)  # the box, until it is sent
    state = OneLineField(_("state"), max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("times tried"), default=0)
    problem = OneLineField(_("what is in the way"), max_length=120, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    due_at = models.DateTimeField(_("tried again"), default=timezone.now)
    useful_until = models.DateTimeField(_("of use until"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    forget_at = models.DateTimeField(_("erased at"), db_index=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        app_label = "ontmoeten"
        ordering = ["-created_at", "-pk"]
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [models.Index(fields=["state", "due_at"], name="mail_is_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "unsure", "sent", "failed"]),
                name="mail_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | ~Q(state="sent") & Q(sent_at__isnull=True),
                name="mail_is_sent_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(html="", sealed__isnull=True),
                name="a_sent_mail_is_not_kept",
            ),
            models.CheckConstraint(
                condition=Q(sealed_with__isnull=True, sealed__isnull=True)
                | Q(
                    sealed_with__isnull=False,
                    to="",
                    subject="",
                    html="",
                    unsubscribe_url="",
                ),
                name="a_sealed_mail_says_nothing",
            ),
        ]

    def __str__(self):
        return str(self.subject_for_staff)

    @property
    def subject_for_staff(self):
        return self.subject if self.sealed_with is None else _("mail to a participant")

    def seal(self, key_id: UUID) -> None:
        """Nothing that stands here can be read any more but with this person's key.
        Raises KeyGone."""
        facts = {name: getattr(self, name) for name in SEALED}
        self.sealed_with = key_id
        self.sealed = box.seal(key_id, self._row, facts)
        for name in SEALED:
            setattr(self, name, "")

    def opened(self) -> "Mail | None":
        """What goes out, in memory alone; None when the key of a sealed one is gone, or
        when it was emptied since it went out."""
        if self.sealed_with is None:
            return self
        if self.sealed is None:
            return None
        facts = box.open_one(self.sealed_with, self._row, self.sealed)
        if facts is None:
            return None
        readable = Mail(pk=self.pk, created_at=self.created_at)
        for name in SEALED:
            setattr(readable, name, facts[name])
        return readable

    @property
    def _row(self):
        return f"ontmoeten.mail:{self.key}"

    def _ours(self):
        """This row, as long as nobody else tried it after us."""
        return Mail.objects.filter(pk=self.pk, attempts=self.attempts)

    def on_the_brink(self) -> bool:
        """It goes to the server now: from here on it may arrive, whatever we hear.
        False when another worker has taken it over."""
        return bool(self._ours().waiting().update(state=self.State.UNSURE))

    def is_sent(self) -> None:
        self._ours().update(
            state=self.State.SENT,
            sent_at=timezone.now(),
            html="",
            sealed=None,
            problem="",
        )

    def drop(self) -> None:
        """Nobody can read it any more: it never was."""
        self._ours().delete()

    def postpone(self, problem: str) -> None:
        """It has not arrived; it is tried again after a while, ever longer."""
        pause = BACK_OFF[min(self.attempts, len(BACK_OFF)) - 1]
        self._ours().update(
            state=self.State.WAITING,
            due_at=timezone.now() + pause,
            problem=problem[:120],
        )

    def give_up(self, problem: str) -> None:
        self._ours().update(state=self.State.FAILED, problem=problem[:120])

    def is_unsure(self, problem: str) -> None:
        self._ours().update(state=self.State.UNSURE, problem=problem[:120])
