"""Who gives wrong passwords has to wait, longer each time; who sits beside them not.

Counted is one account from one address, so that nobody can lock out another who works
elsewhere, nor a colleague in the same town hall. One address as a whole has a limit of
its own, which a whole town hall does not reach and a program that tries many accounts
does.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from common.protect import rate_limit

FREE = 5  # tries before anyone waits
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
ACCOUNT, ADDRESS = "guess", "password"  # names of what is counted


class TooMany(Exception):
    """Not now: `wait` says how long."""

    def __init__(self, wait: timedelta):
        super().__init__()
        self.wait = wait

    @property
    def minutes(self) -> int:
        return max(1, -(-self.wait // timedelta(minutes=1)))


def delay_after(tries: int) -> timedelta:
    """How long after the last of so many tries the next may come."""
    if tries < FREE:
        return timedelta()
    return min(FIRST * 2 ** min(tries - FREE, 10), LONGEST)


@transaction.atomic
def start(request, account: str) -> None:
    """One more try, counted before it is judged: many at once do not slip through.

    TooMany when it has to wait; a try that has to wait counts for nothing.
    """
    now = timezone.now()
    rate_limit.forget_old()
    new = rate_limit.SendCount(sender=_key(request, account), form=ACCOUNT, since=now)
    rate_limit.SendCount.objects.bulk_create([new], ignore_conflicts=True)
    known = _count(request, account).select_for_update().get()
    if (wait := known.since + delay_after(known.count) - now) > timedelta():
        raise TooMany(wait)
    if not rate_limit.may_send(request, ADDRESS):
        raise TooMany(rate_limit.WINDOW)
    known.count, known.since = known.count + 1, now
    known.save()


def succeeded(request, account: str) -> None:
    """It was right: nothing of it counts."""
    _count(request, account).delete()
    rate_limit.give_back(request, ADDRESS)


def _key(request, account: str) -> str:
    return rate_limit.key_of(request, account.strip().lower())


def _count(request, account: str):
    return rate_limit.SendCount.objects.filter(
        sender=_key(request, account), form=ACCOUNT
    )
