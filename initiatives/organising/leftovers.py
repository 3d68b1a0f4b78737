"""What is left of people when an entry changed, left the site or is long past, and goes
some time after that."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from common.history import ending
from initiatives.models import (
    Activity,
    DateChange,
    Initiative,
    Occurrence,
    Organisation,
    Proposal,
)

# How someone can be reached or found, of each thing.
CONTACTS = {
    Organisation: ("public_email", "phone", "address"),
    Initiative: ("contact",),
    Activity: ("received_by",),
}
VERSIONS = timedelta(days=365)  # that what was replaced, or proposed, is kept
WORDS_OF_DATES = timedelta(days=90)  # that we know why a date was called off


def forget_contacts(now: datetime) -> int:
    """Erase how to reach who is not there any more: in versions of long ago, and of
    what left the site; gives in how many rows."""
    before = now - VERSIONS
    return sum(
        ending.forget_of_closed(model, names, before)
        + ending.forget_replaced(model, names, before)
        for model, names in CONTACTS.items()
    )


def forget_proposals(now: datetime) -> int:
    """Erase changes that were proposed long ago, whatever became of them."""
    return Proposal.objects.filter(proposed_at__lte=now - VERSIONS).delete()[0]


@transaction.atomic
def forget_reasons(now: datetime) -> int:
    """Erase why dates of long ago were called off; that they were stays."""
    until = timezone.localdate(now) - WORDS_OF_DATES
    return sum(
        rows.filter(rule_date__lte=until).exclude(reason="").update(reason="")
        for rows in (DateChange.objects, DateChange.history, Occurrence.objects)
    )
