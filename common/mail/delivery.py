"""Takes mails from the outbox to the mail server, each at most once.

Everything up to the last step of the conversation can be repeated: a server has
nothing before that. Just before it the row says "handed over", so that a worker that
dies there leaves a mail of which nobody knows whether it arrived; it is not sent again
by itself, and staff see it. Logs name a mail by its number, never whom it is for. A
sealed one is opened here, in memory; without its key it goes, and nobody hears of it.
"""

import logging
from datetime import datetime
from smtplib import SMTPDataError, SMTPException, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.core.mail.message import sanitize_address
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from common.mail.models import Mail
from common.mail.plain_text import subject_and_text

PER_RUN = 200
TOO_LATE = gettext_noop("too late to be of use")
PATIENCE = 5  # times EMAIL_TIMEOUT
LEAVING = 421  # RFC 5321, 3.8: the server closes the conversation
log = logging.getLogger(__name__)


class NoServer(BaseEmailBackend):
    """When EMAIL_URL is `off`: mails wait."""

    def open(self):
        raise ConnectionRefusedError("EMAIL_URL is off")

    def send_messages(self, messages):
        self.open()


class ServerRefused(Exception):
    """The server does not want this mail; `is_final` when it never will."""

    def __init__(self, step: str, code: int, is_final: bool):
        super().__init__(f"{step}: {code}")
        self.is_final = is_final


class TakenOver(Exception):
    """Another worker has this mail by now."""


@task
def deliver() -> int:
    """Send what is due. Two at once share the work; one that is killed loses none."""
    return deliver_due()


def deliver_due() -> int:
    """The same; gives how many were sent. Stops when the server is not there."""
    server = get_connection()
    sent = 0
    try:
        for _number in range(PER_RUN):
            now = timezone.now()
            mail = Mail.objects.claim(now)
            if mail is None:
                break
            if mail.useful_until <= now:
                mail.give_up(TOO_LATE)
                continue
            is_there, is_sent = _try(server, mail)
            sent += is_sent
            if not is_there:
                break
    finally:
        _close(server)
    _try_again_later()
    return sent


def _try(server, mail: Mail) -> tuple[bool, bool]:
    """Whether the server is (still) there, and whether the mail is sent."""
    is_out = False

    def leave():
        nonlocal is_out
        if not mail.on_the_brink():
            raise TakenOver
        is_out = True

    try:
        letter = mail.opened()
        if letter is None:  # the key of who it was for is gone
            mail.drop()
            return True, False
        server.open()
        _hand_over(server, _message(letter), leave)
    except ServerRefused as error:
        (mail.give_up if error.is_final else mail.postpone)(str(error))
        return _is_ready(server), False
    except TakenOver:
        return _is_ready(server), False
    except (OSError, SMTPException) as error:
        _remember(mail, error, is_out)
        return False, False
    except Exception as error:  # ours: a mail that cannot be made; the others go on
        _remember(mail, error, is_out)
        return _is_ready(server), False
    mail.is_sent()
    return True, True


def _remember(mail, error, is_out):
    """What went wrong, in words that hold nobody's address."""
    problem = type(error).__name__
    if isinstance(error, SMTPResponseException):
        problem = f"{problem}: {error.smtp_code}"
    log.warning("Mail %s is not sent: %s", mail.pk, problem)
    (mail.is_unsure if is_out else mail.postpone)(problem)


def _message(mail: Mail) -> EmailMultiAlternatives:
    """Always with the same Message-ID, so that a server can see what it has already."""
    _title, text = subject_and_text(mail.html)
    host = settings.MAIL_FROM.rpartition("@")[2]
    headers = {
        "Message-ID": f"<{mail.pk}.{mail.created_at:%Y%m%d%H%M%S%f}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    if mail.unsubscribe_url:  # RFC 8058: mail programs stop it with one press
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    reply_to = [settings.CONTACT_EMAIL] if settings.CONTACT_EMAIL else None
    message = EmailMultiAlternatives(
        mail.subject, text, to=[mail.to], headers=headers, reply_to=reply_to
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def _hand_over(server, message, leave) -> None:
    """Calls `leave` right before the server may keep it; Refused when it says no."""
    if not isinstance(server, SmtpBackend):
        leave()
        server.send_messages([message])
        return
    encoding = settings.DEFAULT_CHARSET
    body = message.message().as_bytes(linesep="\r\n")
    smtp = server.connection
    smtp.ehlo_or_helo_if_needed()
    eight_bits = ["BODY=8BITMIME"] if smtp.has_extn("8bitmime") else []
    sender = sanitize_address(settings.MAIL_FROM, encoding)
    # A sender that it does not want is a matter of settings: everything waits for that.
    _check("MAIL FROM", smtp.mail(sender, eight_bits), may_be_final=False)
    receiver = sanitize_address(message.to[0], encoding)
    _check("RCPT TO", smtp.rcpt(receiver))
    leave()
    _check("DATA", _data(smtp, body))


def _data(smtp, body):
    """smtplib raises when DATA itself is refused, and gives the answer to its end.

    For that answer servers may take long (RFC 5321, 4.5.3.2.6), and who does not wait
    for it never knows."""
    usual = smtp.sock.gettimeout()
    smtp.sock.settimeout(usual * PATIENCE)
    try:
        answer = smtp.data(body)
    except SMTPDataError as error:
        answer = error.smtp_code, b""
    smtp.sock.settimeout(usual)
    return answer


def _check(step, answer, may_be_final=True):
    code, _words = answer
    if code == LEAVING:
        raise ServerRefused(step, code, False)
    if not 200 <= code < 300:
        raise ServerRefused(step, code, may_be_final and 500 <= code < 600)


def _is_ready(server) -> bool:
    """Whether the conversation can go on with another mail."""
    connection = getattr(server, "connection", None)
    if connection is None:
        return True
    try:
        return connection.rset()[0] == 250
    except (OSError, SMTPException):
        return False


def _close(server) -> None:
    try:
        server.close()
    except (OSError, SMTPException):
        log.info("The mail server was gone before we said goodbye.")


def _try_again_later() -> None:
    """A task for the next moment at which one is due, unless there is one."""
    first = Mail.objects.waiting().order_by("due_at").first()
    if first is not None:
        wake(max(first.due_at, timezone.now()))


def wake(moment: datetime) -> int:
    """A task that sends what is due by then, unless nothing is or there is one."""
    ready = DBTaskResult.objects.filter(
        task_path=deliver.module_path, status=TaskResultStatus.READY
    )
    is_known = ready.filter(Q(run_after__lte=moment) | Q(run_after=get_date_max()))
    if is_known.exists() or not Mail.objects.due(moment).exists():
        return 0
    deliver.using(run_after=moment).enqueue()
    return 1
