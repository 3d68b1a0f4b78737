"""One time of a desk, with who sits there then, ready to show.

What is personal is here only as far as that host agreed to it, for pages on a screen:
nothing of this goes into a feed, a calendar or an export.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from desks.days.away import who_sits
from desks.facts.vocabulary import IN_A_WORD
from desks.models import Desk, DeskDay, DeskHost
from initiatives.agenda import in_words
from initiatives.facts.wording import together
from initiatives.models import Activity, Occurrence

NEW = timedelta(weeks=4)


@dataclass
class Table:
    """`host` is who sits there then; None when nobody does, as far as is known."""

    row: Occurrence
    desk: Desk
    host: DeskHost | None
    is_away: bool  # the fixed face can't come this time
    instead: "Table | None" = None  # of one that is full: where there is room

    @property
    def activity(self) -> Activity:
        """That of this time: another one before it was changed "from now on"."""
        return self.row.activity

    @property
    def url(self) -> str:
        return reverse("desks:time", args=[self.desk.slug, self.row.rule_date])

    @property
    def shown_host(self) -> DeskHost | None:
        """Who sits there, as far as staff have looked at what is shown of them."""
        host = self.host
        return host if host and host.state == host.State.SHOWN else None

    @property
    def name(self) -> str:
        host = self.shown_host
        return (host and host.shown_name) or ""

    @property
    def title(self) -> str:
        """What they are; nothing of it is personal."""
        return capfirst(self.shown_host.title) if self.shown_host else ""

    @property
    def language_codes(self) -> list[str]:
        """What is spoken this time: of a stand-in only what she agreed to show."""
        own = (self.shown_host and self.shown_host.shown_languages) or []
        if self.is_away:
            return own
        return [*self.activity.languages, *own]

    @property
    def lasting_languages(self) -> str:
        """What is spoken there whoever sits there; nothing of it is personal."""
        return in_words.languages(self.activity)

    @property
    def is_new(self) -> bool:
        """In its first four weeks."""
        return timezone.localdate() < self.desk.began_on + NEW

    @property
    def languages(self) -> str:
        return in_words.in_words(self.language_codes)

    @property
    def topics(self) -> str:
        words = [str(IN_A_WORD[slug]) for slug in self.desk.topics]
        return capfirst(together(words))

    @property
    def where(self) -> str:
        """The place and its neighbourhood; else what is said of where it is."""
        activity = self.activity
        place = activity.place
        if place is None:
            return activity.where_in_words
        area = activity.neighbourhood or place.neighbourhood
        return f"{place.name}, {area.name}" if area else place.name

    @property
    def is_on(self) -> bool:
        return self.row.has_begun(timezone.now())

    @property
    def note(self) -> str:
        return in_words.note_of(self.row)


def tables(rows: Iterable[Occurrence]) -> list[Table]:
    """Of times with their activity; three queries, however many."""
    rows = list(rows)
    found = Desk.objects.published().filter(
        activity__in={row.activity.whole_id for row in rows}
    )
    found = found.select_related("activity").prefetch_related("hosts").with_beginning()
    desks = {each.activity_id: each for each in found}
    days = DeskDay.objects.filter(
        desk__in=list(desks.values()), rule_date__in={row.rule_date for row in rows}
    )
    known = {(day.desk_id, day.rule_date): day for day in days}
    return [
        table(row, desk, known.get((desk.pk, row.rule_date)))
        for row in rows
        if (desk := desks.get(row.activity.whole_id))
    ]


def table(row: Occurrence, desk: Desk, day: DeskDay | None) -> Table:
    away = day is not None and day.away_id is not None
    return Table(row, desk, who_sits(desk, day), away)


def speaking(found: list[Table], asked: Iterable[str]) -> list[Table]:
    """Those where one of these languages is spoken this time: not where who speaks it
    can't come."""
    asked = set(asked)
    return [
        each
        for each in found
        if not asked or not each.is_away or asked & set(each.language_codes)
    ]


def say_where_there_is_room(found: list[Table], now: datetime) -> None:
    """Of each that is full: the next one that is not, if it is known."""
    free = [
        each
        for each in found
        if not (each.row.is_full or each.row.is_cancelled or each.row.is_over(now))
    ]
    for each in found:
        if each.row.is_full:
            later = (one for one in free if one.desk != each.desk)
            after = (one for one in later if one.row.over_at > each.row.starts_at)
            each.instead = next(after, None)
