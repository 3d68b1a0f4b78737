"""Once a week, for who wants it: how often what they do was seen, how many come in the
days ahead, and what needs them.

Numbers and names of entries only: who comes or writes stands behind the log-in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.mail import sending
from common.moderation.states import State
from initiatives.facts import tokens
from initiatives.joining import seats
from initiatives.models import (
    Activity,
    DoorMessage,
    Initiative,
    Membership,
    Occurrence,
    Organisation,
    Proposal,
)
from places.facts import freshness

FROM = time(8)  # on Monday; later in the week when we could not then
LAST_DAY = 2  # of the week, on which it still goes out: Wednesday
AHEAD = timedelta(days=7)
SOON = timedelta(days=14)  # before a check runs out


@dataclass(frozen=True)
class Seen:
    """How often a page was opened: this month, the one before."""

    name: str
    now: int
    before: int


@dataclass
class Week:
    """What there is to tell of one organisation."""

    seen: list[Seen] = field(default_factory=list)
    soon: list[Occurrence] = field(default_factory=list)  # each with its `coming`
    needs: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        is_seen = any(each.now or each.before for each in self.seen)
        return not (is_seen or self.soon or self.needs)


def send(now: datetime) -> int:
    """Mail who wants it, once a week; gives how many. Safe to do twice."""
    here = timezone.localtime(now)
    if here.weekday() > LAST_DAY or (here.weekday() == 0 and here.time() < FROM):
        return 0
    year, number, _day = here.isocalendar()
    rows = Membership.objects.filter(wants_weekly=True, person__is_active=True)
    rows = rows.filter(organisation__state=State.PUBLISHED)
    rows = rows.select_related("person", "organisation").order_by("pk")
    due = {f"weekly:{row.pk}:{year}-{number}": row for row in rows}
    written, weeks = sending.known(due), {}
    new = {key: row for key, row in due.items() if key not in written}
    for row in new.values():
        if row.organisation_id not in weeks:
            weeks[row.organisation_id] = week_of(row.organisation, now)
    return sum(
        _mail(key, row, weeks[row.organisation_id], here.date())
        for key, row in new.items()
        if not weeks[row.organisation_id].is_empty
    )


def stop_url(membership: Membership) -> str:
    token = tokens.make("weekly", membership.pk)
    return sending.absolute(reverse("initiatives:stop-weekly", args=[token]))


def _mail(key, membership, week, today) -> bool:
    last = today.replace(day=1) - timedelta(days=1)
    context = {
        "organisation": membership.organisation,
        "week": week,
        "month": date_format(today, "F"),
        "month_before": date_format(last, "F"),
        "url": sending.absolute(reverse("initiatives:mine")),
    }
    return sending.send(
        "initiatives/mail/organisations/weekly.html",
        to=membership.person.email,
        context=context,
        key=key,
        unsubscribe_url=stop_url(membership),
    )


def week_of(organisation: Organisation, now: datetime) -> Week:
    """A constant number of queries."""
    today = timezone.localdate(now)
    activities = list(organisation.activities.exclude(state=State.CLOSED))
    initiatives = list(organisation.initiatives.exclude(state=State.CLOSED))
    return Week(
        _seen([*activities, *initiatives], today),
        _coming(organisation, now),
        [*_asked([organisation, *activities, *initiatives]),
         *_doors(organisation, now),
         *(words for source in _SOURCES for words in source(organisation, now)),
         *_checks(activities, now)],
    )  # fmt: skip


# What other apps know that an organisation has to do in the days ahead (until
# `now + AHEAD`), in sentences: a constant number of queries of each.
Needs = Callable[[Organisation, datetime], list[str]]
_SOURCES: list[Needs] = []


def add_needs(source: Needs) -> None:
    """For `apps.ready()`."""
    _SOURCES.append(source)


def _opened(model, entries, months: list[date]) -> dict[tuple[int, date], int]:
    """How often the page of each was opened in these months; one query."""
    visits = model._meta.get_field("visits")
    about = visits.field.name
    rows = visits.related_model.objects.filter(month__in=months)
    rows = rows.filter(**{f"{about}__in": [each.pk for each in entries]})
    rows = rows.order_by().values_list(about, "month").annotate(Sum("count"))
    return {(pk, month): count for pk, month, count in rows}


def _seen(entries, today: date) -> list[Seen]:
    """What was seen most first."""
    this = today.replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    found = []
    for model in (Activity, Initiative):
        public = [
            each
            for each in entries
            if isinstance(each, model) and each.state == State.PUBLISHED
        ]
        counts = _opened(model, public, [this, before])
        found += [
            Seen(
                each.name,
                counts.get((each.pk, this), 0),
                counts.get((each.pk, before), 0),
            )
            for each in public
        ]
    return sorted(found, key=lambda row: (-row.now, -row.before, row.name))


def seen_this_month(model: type[Activity | Initiative], entries) -> dict[int, int]:
    """How often the page of each was opened in this month, by its id; one query."""
    month = timezone.localdate().replace(day=1)
    found = _opened(model, entries, [month])
    return {pk: count for (pk, _month), count in found.items()}


def _coming(organisation, now) -> list[Occurrence]:
    """The times of a week ahead to which people come, with how many (`coming`)."""
    rows = Occurrence.objects.published().filter(
        activity__organisation=organisation,
        starts_at__gt=now,
        starts_at__lte=now + AHEAD,
        is_cancelled=False,
    )
    rows = list(rows.select_related("activity").order_by("starts_at"))
    seats.add_coming(rows)
    return [row for row in rows if row.coming.seats or row.coming.waiting]


def _asked(entries) -> list[str]:
    """Questions of ours, and changes that wait for us; the organisation comes first."""
    organisation = entries[0]
    words = _("%(name)s: we asked you something.")
    found = [
        words % {"name": each.name} for each in entries if each.state == State.RETURNED
    ]
    about = Proposal.objects.filter(organisation=organisation)
    about |= Proposal.objects.filter(activity__organisation=organisation)
    about |= Proposal.objects.filter(initiative__organisation=organisation)
    related = about.select_related("organisation", "activity", "initiative")
    for each in related.order_by("proposed_at", "pk"):
        name = {"name": each.about.name}
        if each.state == Proposal.State.RETURNED:
            found.append(_("%(name)s: we asked something about your change.") % name)
        elif each.state == Proposal.State.OPEN:
            found.append(_("%(name)s: your change waits for our check.") % name)
    return found


def _doors(organisation, now) -> list[str]:
    """Visitors who asked whether someone waits for them, and have no answer."""
    rows = DoorMessage.objects.filter(
        activity__organisation=organisation, answered_at=None,
        rule_date__gte=timezone.localdate(now),
    ).exclude(email="")  # fmt: skip
    names = rows.order_by("pk").values_list("activity__name", flat=True)
    words = _("%(name)s: a visitor asks whether someone waits at the door.")
    return [words % {"name": name} for name in dict.fromkeys(names)]


def _checks(activities, now) -> list[str]:
    """What is to come and needs a look, or will soon."""
    today = timezone.localdate(now)
    ids = [each.pk for each in activities]
    found = Activity.objects.published().filter(pk__in=ids).upcoming(now)
    words = _("%(name)s: is it still right? The check holds until %(day)s.")
    told = []
    for each in found.order_by("name", "pk"):
        since = each.checked_on or timezone.localdate(each.created_at)
        last = freshness.last_day(since, settings.ACTIVITY_SHELF_LIFE)
        if last <= today + SOON:
            told.append(words % {"name": each.name, "day": date_format(last, "j F Y")})
    return told
