""" "Wacht op mij bij de deur": a visitor's message to who organises it, and an answer.

Both go through the site: neither side sees an address or a number of the other, and 48
hours after the activity nothing of it is left.
"""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language

from common.mail import sending
from initiatives.facts import tokens
from initiatives.joining import reminding
from initiatives.joining.terms import terms_of
from initiatives.models import Activity, DoorMessage, Membership, Occurrence
from initiatives.models.joining import AT_THE_DOOR


def is_vetted(activity: Activity) -> bool:
    """Whether staff know who they are that may say that someone waits."""
    organisation = activity.organisation
    return bool(organisation and organisation.is_vetted)


def waits(activity: Activity, on: date) -> bool:
    """Whether they said that someone waits on this day, and staff know who they are."""
    return is_vetted(activity) and terms_of(activity, on).waits_at_door


def is_open(activity: Activity, row: Occurrence | None, now: datetime) -> bool:
    """Whether somebody may be asked to wait then, and gets to read it."""
    if row is None or row.is_cancelled or row.starts_at <= now:
        return False
    if not waits(activity, row.rule_date):
        return False
    people = Membership.objects.filter(organisation=activity.organisation)
    return people.filter(person__is_active=True).exists()


@transaction.atomic
def ask(activity: Activity, row: Occurrence, **answers) -> DoorMessage:
    """Mail everyone who looks after it."""
    message = DoorMessage.objects.create(
        activity=activity,
        rule_date=row.rule_date,
        language=get_language(),
        erase_at=row.over_at + AT_THE_DOOR,
        **answers,
    )
    for membership in reminding.memberships_of([activity])[activity.organisation_id]:
        person = membership.person
        token = tokens.make("door", message.pk, person.pk)
        path = reverse("initiatives:door-message", args=[token])
        context = {"person": person, "url": sending.absolute(path)}
        _mail("request", message, row, person.email, "nl", **context)
    return message


@transaction.atomic
def answer(message: DoorMessage, text: str) -> bool:
    """Mail the visitor; False when somebody answered before, or nobody can."""
    unanswered = DoorMessage.objects.filter(pk=message.pk, answered_at=None)
    row = message.occurrence
    if row is None or not message.email:
        return False
    if not unanswered.update(answered_at=timezone.now()):
        return False
    _mail("answer", message, row, message.email, message.language, answer=text)
    return True


def move_along(activity: Activity, was: dict, now: dict) -> None:
    """A message is erased some time after its date, wherever that goes. See
    `joining.move_along`."""
    for message, _after, row in _of_these(activity, was, now):
        if message.erase_at != row.over_at + AT_THE_DOOR:
            message.erase_at = row.over_at + AT_THE_DOOR
            message.save(update_fields=["erase_at"])


def tell(activity: Activity, was: dict, now: dict) -> None:
    """Visitors hear of what changed about the date for which they asked."""
    for message, after, row in _of_these(activity, was, now):
        is_on = after is not None and not after.is_cancelled
        if message.email and row.over_at > timezone.now():
            message.activity = activity
            facts = {"is_on": is_on, "activity_url": _page(message)}
            _mail("changed", message, row, message.email, message.language, **facts)


def _of_these(activity, was, now):
    """Each message with its date as it is (None when it is no more), and as it is or
    was."""
    messages = DoorMessage.objects.filter(
        activity=activity, rule_date__in=was.keys() | now.keys()
    )
    for message in messages:
        after = now.get(message.rule_date)
        yield message, after, after or was[message.rule_date]


def _page(message):
    with translation.override(message.language):
        return sending.absolute(message.activity.get_absolute_url())


def _mail(kind, message, row, to, language, **context):
    sending.send(
        f"initiatives/mail/door/door_{kind}.html",
        to=to,
        context={
            "message": message,
            "activity": message.activity,
            "row": row,
            **context,
        },
        language=language,
        useful_until=row.over_at,
        forget_at=message.erase_at,
    )
