"""What staff decide about, as plain records: each app has its sources, the project puts
them together.

A source is one sort of thing that waits. It asks one question for all that waits, and
tells about one thing when someone opens it, waiting or not: that page is the one screen
where it is decided about. The decision itself is made by the deciding functions of its
app.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history import who
from common.history.meanwhile import version_of
from common.kit.wording import NOTHING
from common.moderation.states import NotAllowed, State

MOST = 5_000  # of one source, the oldest
SHOWN = 20  # lines of history
GRAVE = {"refuse", "hide", "close", "turn_down", "erase", "drop", "no"}

Promise = Callable[[date], date]  # from the day it came to the day it has an answer


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: `kind` is the slug of its source, `pk` its number in it."""

    kind: str
    pk: int
    name: str
    since: datetime
    is_urgent: bool = False
    refused_by: int | None = None  # someone else than this person takes it
    refused_by_name: str = ""
    case: str = ""  # what one applicant sent in has the same; empty stands by itself

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"


@dataclass(frozen=True)
class Choice:
    """A decision that is possible: `do` is what is sent, `label` is on the button."""

    do: str
    label: str
    key: str = ""  # that moves the focus to its button
    is_first: bool = False
    is_offered_on_top: bool = False  # hiding may not have to be looked for
    url: str = ""  # of a page where it is asked once more; else it is done at once

    @property
    def is_grave(self) -> bool:
        """Something does not come on the site or leaves it: its button looks other."""
        return self.do in GRAVE


@dataclass
class Event:
    """What happened to it before."""

    at: datetime
    who: str
    what: str


@dataclass
class Item:
    """All that staff see of one thing before they decide."""

    asked: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    point: Any = None  # WGS84
    difference: list = field(default_factory=list)  # of a proposed change
    alike: list[tuple[str, str, str]] = field(default_factory=list)  # name, url, why
    history: list[Event] = field(default_factory=list)
    picture: tuple[str, str] | None = None  # its url, what it shows
    pages: list[tuple[str, str]] = field(default_factory=list)  # words, url
    choices: list[Choice] = field(default_factory=list)
    needs_criterion: bool = False
    may_answer: bool = False  # someone gets what is written
    takes_reason: bool = False  # there is a field for words, for colleagues if no one's
    may_be_second_look: bool = False  # staff may say that it is one
    part: tuple[str, dict] | None = None  # a template above the facts, and its `part`

    @property
    def facts_known(self) -> list[tuple[str, str]]:
        empty = {NOTHING, _("unknown")}
        return [(label, value) for label, value in self.facts if value not in empty]

    @property
    def not_filled_in(self) -> list[str]:
        known = self.facts_known
        return [label for label, value in self.facts if (label, value) not in known]


@dataclass(frozen=True)
class Asked:
    """What staff filled in with their decision."""

    do: str
    by: AbstractBaseUser
    answer: str = ""
    criterion: str = ""
    instead: dict = field(default_factory=dict)
    despite_conflicts: bool = False
    is_second_look: bool = False


class DecisionRefused(ValueError):
    """A decision that can not be made like this; its text says why."""


class Source:
    """One sort of thing that waits."""

    slug: str  # in the address
    name: Any  # of one: "suggested place"
    model: type[Model]
    permission: str  # without which nothing of it is shown
    templates: list[str] = []  # answers to start from: values of AnswerTemplate.move
    changed = "changed_at"  # when what staff look at became as it is
    is_led_to = True  # from the pages of its model; one source of a model is

    def waiting(self) -> list[Waiting]:
        """The oldest that wait, in any order; as many queries however many wait, and
        one when none does: most of the sources are empty most of the time."""
        raise NotImplementedError

    sender: Any = gettext_lazy("a resident")  # when it is of no organisation
    by_organisation: tuple[str, ...] = ()  # its name, by the paths that can lead there
    in_areas: tuple[str, ...] = ()  # so the name of the neighbourhood it is about

    def added_by_staff(self, numbers: list[int]) -> QuerySet | None:
        """Rows of the history of those of these that a colleague added, by `id`."""
        return None

    def promise(self) -> Promise | None:
        """By when staff said to answer; None when it is the usual promise."""
        return None

    def all(self) -> QuerySet:
        """What `find` and `lock` look among, waiting or not."""
        return self.model._default_manager.all()

    def find(self, pk: int) -> Model | None:
        return self.all().filter(pk=pk).first()

    def lock(self, pk: int) -> Model | None:
        """As it is by now; others who decide wait for this transaction."""
        return self.all().select_for_update(of=["self"]).filter(pk=pk).first()

    def address(self, thing) -> str:
        """Where it is decided about."""
        return reverse("queue-item", args=[self.slug, thing.pk])

    def page(self, thing) -> str:
        """Where staff edit it, and go back to once they decided about what did not
        wait; empty when that is nowhere."""
        return ""

    def waits(self, thing) -> bool:
        """Whether it still waits for staff."""
        raise NotImplementedError

    def may_be_decided(self, thing, do: str) -> bool:
        return self.waits(thing)

    def version(self, thing) -> str:
        """Is another one once someone changed what staff look at."""
        return version_of(self.changed and getattr(thing, self.changed))

    def edit_form(self, thing) -> type[Form] | None:
        """What staff may put right in the same go."""
        return None

    keeps_edits = False  # whether what they put right counts whatever they decide

    def put_right(self, thing, changes: dict, by: AbstractBaseUser) -> None:
        """Keep what they put right, where that is so; ValidationError with words."""

    def title(self, thing) -> str:
        return str(thing)

    def item(self, thing, user: AbstractBaseUser) -> Item:
        raise NotImplementedError

    def decide(self, thing, asked: Asked) -> str:
        """Do it, inside the caller's transaction; gives a sentence about what was done.
        NotAllowed when a colleague was first, ValidationError or Refused with words."""
        raise NotImplementedError

    def decide_all(
        self, things: QuerySet, do: str, by: AbstractBaseUser
    ) -> tuple[int, list[str]]:
        """Decide the same about many, without words; gives how many, and the names of
        those of which it is not possible. A source of which staff decide about hundreds
        does it in a number of queries that does not grow."""
        done, stayed = 0, []
        for pk in list(things.order_by("pk").values_list("pk", flat=True)):
            thing = self.lock(pk)
            if thing is None or not self.may_be_decided(thing, do):
                stayed.append(str(thing or pk))
                continue
            try:
                with transaction.atomic():
                    self.decide(thing, Asked(do, by))
                done += 1
            except (NotAllowed, DecisionRefused, ValidationError):
                stayed.append(str(thing))
        return done, stayed

    def touched(self, things: QuerySet) -> list[QuerySet]:
        """The rows that a decision about these things may write, what others point to
        first; each gives the same rows once the decision is made. By them it is taken
        back (see `undoing`); what is derived follows by itself."""
        return [things]

    finishes: frozenset[str] = frozenset()  # decisions with a part that is for good

    def finish(self, do: str, numbers: list[int], by: AbstractBaseUser | None) -> None:
        """Do that part, once the decision can not be taken back any more."""
        raise NotImplementedError


def oldest(model: type[Model], among: QuerySet | None = None) -> QuerySet:
    """The entries that wait, or those of them `among` these, as far as we show them."""
    rows = (model._default_manager.all() if among is None else among).filter(
        state=State.SUGGESTED
    )
    return rows.order_by("created_at", "pk")[:MOST]


def waiting_since(
    model: type[Model], among: QuerySet | None = None
) -> dict[int, datetime]:
    """When each of the `oldest`, or of these, came to wait: its first row in the
    history after it was anything else, for longer than a decision can be undone.
    Without one it was when it was made. One query: asked for each entry inside the
    database it takes the most of a second."""
    moment = timedelta(minutes=settings.UNDO_MINUTES)
    among = oldest(model) if among is None else among
    rows = model.history.model.objects.filter(id__in=among.values("pk"))
    rows = rows.order_by("history_date", "history_id")
    since: dict[int, datetime] = {}
    left_at: dict[int, datetime] = {}
    for pk, at, state in rows.values_list("id", "history_date", "state"):
        if state != State.SUGGESTED:
            left_at.setdefault(pk, at)
        elif (left := left_at.pop(pk, None)) and at - left > moment:
            since[pk] = at
        else:
            since.setdefault(pk, at)
    return since


def history_of(entry: Model) -> list[Event]:
    """Who changed it when, the newest first; two queries."""
    rows = entry.history.select_related("history_user").order_by("-history_date")
    rows = rows[:SHOWN]
    who.learn(row.history_user for row in rows)
    return [
        Event(
            row.history_date,
            who.for_staff(row.history_user),
            row.history_change_reason
            or (_("added") if row.history_type == "+" else _("changed")),
        )
        for row in rows
    ]


def is_seen(entry: Model) -> bool:
    """Whether visitors see it, as far as it depends on what was decided; one query."""
    return type(entry).objects.published().filter(pk=entry.pk).exists()


def change_accepted(entry: Model, name: str) -> str:
    """What became of a change of it, in words that are true."""
    if is_seen(entry):
        return _("%(name)s: the change is on the site now.") % {"name": name}
    words = _("%(name)s: the change is taken over. Visitors do not see this page now.")
    return words % {"name": name}


def change_refused(name: str) -> str:
    words = _("%(name)s: the change is refused. It is not taken over.")
    return words % {"name": name}


def case_of(organisation: int | None, person: int | None = None) -> str:
    """The case of what an organisation sent in, or else a person by herself."""
    if organisation:
        return f"organisation-{organisation}"
    return f"person-{person}" if person else ""


def days(count: int) -> Promise:
    """So many days after it came."""
    return lambda asked_on: asked_on + timedelta(days=count)


def as_rows(rows: Iterable[tuple[Any, Any]]) -> list[tuple[str, str]]:
    """Facts as words; what nobody filled in is a dash."""
    return [(str(label), str(value) if value else NOTHING) for label, value in rows]


_sources: list[Source] = []


def add_sources(*sources: Source) -> None:
    """What an app lets wait in the queue; said when the site starts."""
    _sources.extend(each for each in sources if each not in _sources)


def sources() -> dict[str, Source]:
    """All that may wait, by its word."""
    return {source.slug: source for source in _sources}


def source_of(model: type[Model]) -> Source | None:
    """Where things of a model are decided about."""
    found = (each for each in _sources if each.model is model and each.is_led_to)
    return next(found, None)
