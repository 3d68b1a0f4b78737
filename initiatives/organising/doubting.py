"""What follows when a visitor says in one tap that an entry is right, or how it is not.

Who looks after it hears it by mail, about one entry at most once a week. Three doubts
since the last check mark its page and let it wait for staff.
"""

from collections import Counter
from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from common.mail import sending
from initiatives.deciding.decisions import target_kwargs
from initiatives.models import Organisation, Remark
from initiatives.models.moderation import Entry, Said
from initiatives.organising import still_right


@transaction.atomic
def say(entry: Entry, said: Said) -> None:
    """A visitor says so today. Staff's and the owner's own check stays what it was."""
    today = localdate()
    Remark.add(today, said=said, **target_kwargs(entry))
    if said != Said.RIGHT:
        for person in who_look_after(entry):
            _mail(entry, said, person, today)


def marks(entry: Entry) -> list[Said]:
    """What its page warns of: what was said against it, once that is often enough."""
    return _once_enough(Remark.against(entry))


def marks_in_row(entry: Entry) -> list[Said]:
    """The same of one of many, which were asked for `with_doubts`."""
    against: Counter[str] = Counter()
    for remark in entry.doubts:
        against[remark.said] += remark.count
    most_first = sorted(against.items(), key=lambda pair: (-pair[1], pair[0]))
    return _once_enough(dict(most_first))


def _once_enough(against: dict[str, int]) -> list[Said]:
    is_enough = sum(against.values()) >= Remark.ENOUGH
    return [Said(said) for said in against] if is_enough else []


def who_look_after(entry: Entry):
    """People who get mails about it: of its organisation, or the resident herself."""
    is_one = isinstance(entry, Organisation)
    organisation = entry if is_one else entry.organisation
    people = get_user_model().objects.filter(is_active=True)
    if organisation is None:
        return people.filter(pk=entry.created_by_id)
    mine = Q(memberships__organisation=organisation, memberships__wants_reminders=True)
    return people.filter(mine).distinct()


def _mail(entry, said, person, today: date) -> None:
    year, week, _day = today.isocalendar()
    word = entry.word
    if word in still_right.KINDS:
        url = still_right.url(word, entry, person.pk)
    else:
        url = sending.absolute(reverse("initiatives:mine"))
    sending.send(
        "initiatives/mail/organisations/doubted.html",
        to=person.email,
        context={"entry": entry, "said": said.label, "url": url},
        key=f"doubted:{word}-{entry.pk}:{person.pk}:{year}-{week}",
    )
