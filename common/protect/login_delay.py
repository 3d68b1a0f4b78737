"""Who gives wrong passwords has to wait, longer each time; who sits beside them not.

Counted is one account from one address, so that nobody can lock out another who works
elsewhere, nor a colleague in the same town hall. One address as a whole has a limit of
its own, which a whole town hall does not reach and a program that tries many accounts
does; so has one account, for a program that tries from many addresses. Who logged in on
this device before (`known_device`) is counted apart from all of them.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from common.protect import known_device, rate_limit

FREE = 5  # tries before anyone waits
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
ACCOUNT, ADDRESS = "guess", "password"  # names of what is counted
FROM_ANYWHERE = "guesses"


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
    if not (known_device.of(request, account) or _may_strangers(request, account)):
        raise TooMany(rate_limit.WINDOW)
    known.count, known.since = known.count + 1, now
    known.save()


def succeeded(request, account: str) -> None:
    """It was right: nothing of it counts."""
    _count(request, account).delete()
    if not known_device.of(request, account):
        rate_limit.give_back(request, ADDRESS)
        rate_limit.give_back(request, FROM_ANYWHERE, account.strip().lower())


def _may_strangers(request, account: str) -> bool:
    """Whether who is not known here may try: this address, and this account at all."""
    who = account.strip().lower()
    return rate_limit.may_send(request, ADDRESS) and rate_limit.may_count(
        who, FROM_ANYWHERE
    )


def _key(request, account: str) -> str:
    who = account.strip().lower()
    if device := known_device.of(request, account):
        return rate_limit.hashed(f"{device} {who}")
    return rate_limit.key_of(request, who)


def _count(request, account: str):
    return rate_limit.SendCount.objects.filter(
        sender=_key(request, account), form=ACCOUNT
    )
