"""A message to all who signed up for one date: through us, so that nobody who organises
something sees an address."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from common.moderation.deciding import locked
from initiatives.joining import seats
from initiatives.models import Activity, Occurrence, SentMessage, SignUp
from initiatives.models.joining import forget_on

MOST = 3  # messages about one date
WITHIN = timedelta(days=1)
TWICE = timedelta(hours=1)  # in which the same words are the same message


class TooMany(ValueError):
    """Who signed up got enough messages today."""


def receivers(activity: Activity, row: Occurrence):
    """Who has a seat or waits for one, and left an address."""
    return SignUp.objects.expected(activity, row.rule_date).exclude(email="")


@transaction.atomic
def send(
    activity: Activity, row: Occurrence, text: str, by: AbstractBaseUser
) -> SentMessage:
    """Mail it to each by themselves. The same words once more are the same message;
    TooMany when there were some already."""
    activity = locked(activity)
    now = timezone.now()
    known = SentMessage.objects.filter(activity=activity, rule_date=row.rule_date)
    same = known.filter(text=text, sent_at__gt=now - TWICE).first()
    if same is not None:
        return same
    if known.filter(sent_at__gt=now - WITHIN).count() >= MOST:
        raise TooMany
    people = list(receivers(activity, row))
    message = SentMessage.objects.create(
        activity=activity,
        rule_date=row.rule_date,
        text=text,
        sent_by=by,
        receivers=len(people),
        forget_on=forget_on(row.starts_at),
    )
    for sign_up in people:
        sign_up.activity = activity
        more = {"text": text, "organisation": activity.organisation}
        key = f"message:{message.pk}:{sign_up.pk}"
        seats.write("message", sign_up, row, more, key=key)
    return message
