""" "Deze keer niet": one time of an activity is called off, and taken back.

Who signed up hears of it by `dates.decided`, like of every change of a date.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.history import who
from common.mail import sending
from common.moderation.deciding import locked
from initiatives.dates import sync
from initiatives.facts import tokens
from initiatives.joining import reminding
from initiatives.models import Activity, DateChange, Membership, Occurrence, SignUp

Kind = DateChange.Kind


@transaction.atomic
def call_off(
    activity: Activity, on: date, reason: str = "", *, by=None, by_mail: bool = False
) -> DateChange:
    """The time of this date by the rule is not; twice is as good as once, with the last
    reason. `by` is who did it, or to whom the link in the mail went (`by_mail`)."""
    change = _change(activity, on)
    if change.kind == Kind.CANCEL:
        if reason and reason != change.reason:
            change.reason = reason
            change.save()
            sync.decided(activity)
        return change
    change.was_extra = change.kind == Kind.EXTRA
    change.kind, change.reason = Kind.CANCEL, reason
    note(change, by, by_mail=by_mail)
    change.save()
    sync.decided(activity)
    return change


def note(change: DateChange, by, *, by_mail: bool = False) -> None:
    """Who calls it off, and when; unsaved. The first one counts."""
    if change.kind == Kind.CANCEL and change.called_off_at is None:
        change.called_off_by, change.called_off_by_mail = by, by_mail
        change.called_off_at = timezone.now()


@transaction.atomic
def take_back(activity: Activity, on: date) -> None:
    """It is on after all: when it would have been, moved or extra as it was."""
    change = _change(activity, on)
    if change.kind != Kind.CANCEL:
        return
    if change.was_extra:
        change.kind = Kind.EXTRA
    elif change.to or change.at:
        change.kind = Kind.MOVE
    else:
        change.delete()
        sync.decided(activity)
        return
    change.was_extra, change.reason = False, ""
    change.save()
    sync.decided(activity)


def _change(activity, on) -> DateChange:
    """What is known of this date, for this transaction alone."""
    locked(activity)
    known = DateChange.objects.filter(activity=activity, rule_date=on).first()
    return known or DateChange(activity=activity, rule_date=on)


# --- Who called it off: for staff and for who organises it ---------------------------


def who_in_words(change: DateChange, *, for_staff: bool = False) -> str:
    """ "Afgezegd door Ans, 3 november", for who organises it or for staff; nothing when
    it is not known."""
    if change.called_off_at is None:
        return ""
    person = change.called_off_by
    said = {
        "day": date_format(timezone.localtime(change.called_off_at), "j F"),
        "name": who.for_staff(person)
        if for_staff
        else who.for_organisation(person, change.activity.organisation_id),
    }
    if change.called_off_by_mail and for_staff and person:
        return _("called off by the link in the mail to %(name)s, %(day)s") % said
    if change.called_off_by_mail:
        return _("called off by the link in the mail, %(day)s") % said
    if person is None:
        return _("called off on %(day)s") % said
    return _("called off by %(name)s, %(day)s") % said


def add_who(rows: Iterable[Occurrence]) -> None:
    """Gives each of these that is called off `who`: by whom, in words; one query."""
    rows = [row for row in rows if row.is_cancelled]
    if not rows:
        return
    changes = DateChange.objects.filter(
        kind=Kind.CANCEL,
        activity__in={row.activity_id for row in rows},
        rule_date__in={row.rule_date for row in rows},
    ).select_related("called_off_by", "activity")
    who.learn(change.called_off_by for change in changes)
    known = {(change.activity_id, change.rule_date): change for change in changes}
    for row in rows:
        change = known.get((row.activity_id, row.rule_date))
        row.who = who_in_words(change) if change else ""


# --- The reminder of who organises it ------------------------------------------------


def url(activity: Activity, on: date, person_id: int) -> str:
    """The private page on which this person can call off this time of it."""
    token = tokens.make("call-off", activity.pk, on, person_id)
    return sending.absolute(reverse("initiatives:call-off", args=[token]))


def stop_url(membership: Membership) -> str:
    token = tokens.make("stop", membership.pk)
    return sending.absolute(reverse("initiatives:stop-reminders", args=[token]))


def remind(now: datetime) -> int:
    """Mail owners and editors from nine o'clock on the day before; gives how many."""
    rows = reminding.near(now)
    people = reminding.memberships_of([row.activity for row in rows])
    due = {}
    for row in rows:
        for membership in people.get(row.activity.organisation_id, []):
            if membership.wants_reminders:
                time_ = f"{row.activity_id}:{row.rule_date}"
                who = f"{membership.person_id}:{row.starts_at:%Y%m%d}"
                key = f"reminder:{time_}:{who}"
                due[key] = row, membership
    new = due.keys() - sending.known(due)
    coming = _coming({due[key][0] for key in new})
    for key in new:
        _mail(key, *due[key], coming)
    return len(new)


def _coming(rows: set[Occurrence]) -> dict[tuple, int]:
    """How many have a seat, by activity and date."""
    found: dict[tuple, int] = {}
    seats = SignUp.objects.seated().filter(
        activity__in={row.activity_id for row in rows},
        rule_date__in={row.rule_date for row in rows},
    )
    for each in seats.order_by().values_list("activity", "rule_date"):
        found[each] = found.get(each, 0) + 1
    return found


def _mail(key, row, membership, coming):
    activity, person = row.activity, membership.person
    context = {
        "activity": activity,
        "row": row,
        "person": person,
        "organisation": activity.organisation,
        "coming": coming.get((activity.pk, row.rule_date), 0),
        "url": url(activity, row.rule_date, person.pk),
    }
    sending.send(
        "initiatives/mail/organisations/organiser_reminder.html",
        to=person.email,
        context=context,
        key=key,
        useful_until=row.starts_at,
        unsubscribe_url=stop_url(membership),
    )
