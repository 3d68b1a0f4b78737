"""When accounts, sessions and the notes of the administration end."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from common.history.bin import left_in
from common.moderation.states import State
from initiatives.models import Activity, Claim, Initiative, Membership, Proposal

UNUSED_ACCOUNT = timedelta(days=365)  # after the last log in
SWITCHED_OFF = timedelta(days=365)  # that we know whose account it was
ADMIN_NOTES = timedelta(days=365)
# Of a log in that is not finished. Django knows no moment before the end of a session,
# which is this long after it was used last.
UNFINISHED = timedelta(hours=1)
SESSION = timedelta(seconds=settings.SESSION_COOKIE_AGE)
ALIVE = [State.SUGGESTED, State.RETURNED, State.PUBLISHED]


def forget_accounts(now: datetime) -> int:
    """Erase accounts with which nobody can do anything any more, and nobody did for a
    year; gives how many. What they made stays, without their name."""
    unused = get_user_model().objects.filter(_unused_since(now - UNUSED_ACCOUNT))
    of_nothing = unused.filter(~_keeps_something(), is_staff=False, is_superuser=False)
    before = now - SWITCHED_OFF
    off = unused.filter(is_active=False).exclude(logged_out_at__gt=before)
    return _erase(of_nothing) + _erase(off) + forget_old_addresses()


def forget_old_addresses() -> int:
    """Erase what allauth knows of addresses that accounts had before; they would still
    let in whoever reads their mail."""
    known = EmailAddress.objects.exclude(email=Lower(F("user__email")))
    return known.delete()[0]


def _erase(accounts: QuerySet) -> int:
    count = accounts.count()
    accounts.delete()
    return count


def _unused_since(moment: datetime) -> Q:
    never = Q(last_login=None, joined_at__lte=moment)
    return never | Q(last_login__lte=moment, joined_at__lte=moment)


def _keeps_something() -> Q:
    """Is of an organisation that is there or waits, keeps something of their own, or
    waits for an answer."""
    own = {"created_by": OuterRef("pk"), "organisation": None, "state__in": ALIVE}
    waits = [Proposal.State.OPEN, Proposal.State.RETURNED]
    rows = [
        Membership.objects.filter(person=OuterRef("pk"), organisation__state__in=ALIVE),
        Claim.objects.filter(person=OuterRef("pk")),
        left_in(Activity.objects.filter(**own)),
        left_in(Initiative.objects.filter(**own)),
        Proposal.objects.filter(proposed_by=OuterRef("pk"), state__in=waits),
    ]
    found = Q()
    for each in rows:
        found |= Q(Exists(each))
    return found


def forget_sessions(now: datetime) -> int:
    """Erase sessions that are over, and those of who began to log in and stopped: they
    hold the address that was typed; gives how many."""
    count = Session.objects.filter(expire_date__lte=now).delete()[0]
    idle = Session.objects.filter(expire_date__lte=now + SESSION - UNFINISHED)
    nobody = [
        each.pk for each in idle.iterator() if SESSION_KEY not in each.get_decoded()
    ]
    return count + Session.objects.filter(pk__in=nobody).delete()[0]


def forget_notes(now: datetime) -> int:
    """Erase what the administration noted of who did what: it names accounts. The
    history of an entry says the same of the entry."""
    return LogEntry.objects.filter(action_time__lte=now - ADMIN_NOTES).delete()[0]
