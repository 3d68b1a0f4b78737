"""What follows from the answers of passers-by to what we do not know about a place.

Five equal answers of at least three network addresses on at least two days, and none
against, become the fact, with "passers-by" as its source. What people plan their way by
(`Question.is_relied_on`) and every contradiction waits for staff instead. An import or
a check of staff goes before it: see `VisitorFact.holds`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from common.kit.storing import follow_moved, store, write_each
from common.moderation.deciding import LONGEST_WHY, locked
from common.moderation.states import NotAllowed
from common.protect.rate_limit import hashed
from places.facts import derived
from places.facts.questions import Question
from places.models import Place, VisitorAnswer, VisitorFact

EQUAL, VISITORS, DAYS = 5, 3, 2
State = VisitorFact.State


@dataclass(frozen=True)
class Tally:
    """What passers-by answered so far to one question about one place."""

    yes: int = 0
    no: int = 0
    visitors: int = 0
    days: int = 0

    @property
    def is_contradicted(self) -> bool:
        return self.yes > 0 and self.no > 0

    @property
    def needed(self) -> int:
        """How many more equal answers there must be, at the least."""
        return max(
            EQUAL - max(self.yes, self.no),
            VISITORS - self.visitors,
            DAYS - self.days,
            0,
        )

    @property
    def is_enough(self) -> bool:
        return not self.is_contradicted and not self.needed


def tally_of(place: Place, question: Question) -> Tally:
    rows = VisitorAnswer.objects.filter(fact__place=place, fact__question=question.slug)
    return Tally(**rows.tally())


@transaction.atomic
def answer(place: Place, question: Question, is_so: bool, sender: str) -> None:
    """A passer-by answers; of `sender` (the network address, hashed) a hash is kept
    that is another one for each question of each place. Once a day counts.

    Nothing happens when we know it by now.
    """
    place = locked(place)  # one answer about a place at a time
    if not question.is_open(place):
        return
    fact, _made = VisitorFact.objects.get_or_create(place=place, question=question.slug)
    if fact.is_over:  # it was known, and is not any more
        fact.go_to(State.COUNTING)
    whose = hashed(f"answer {fact.pk} {sender}")
    VisitorAnswer.give(fact, is_so, localdate(), whose)
    tally = tally_of(place, question)
    if tally.is_contradicted or (tally.is_enough and question.is_relied_on):
        if fact.state == State.COUNTING:
            fact.go_to(State.WAITS)
    elif tally.is_enough and fact.state == State.COUNTING:
        _put(place, question, tally.yes > 0, _in_words(tally))
        fact.go_to(State.TAKEN, tally.yes > 0)


@transaction.atomic
def decide(fact: VisitorFact, is_so: bool, by) -> None:
    """Staff say how it is; NotAllowed when it does not wait any more, or when it is
    known by now."""
    place = locked(fact.place)
    if fact.state != State.WAITS or not fact.asked.is_open(place):
        raise NotAllowed("known already")
    tally = tally_of(place, fact.asked)
    _put(place, fact.asked, is_so, _in_words(tally), by)
    fact.go_to(State.DECIDED, is_so)


@transaction.atomic
def ask_again(fact: VisitorFact) -> None:
    """The answers so far do not count: passers-by are asked from the start."""
    if fact.state != State.WAITS:
        raise NotAllowed("does not wait")
    fact.go_to(State.COUNTING)


@transaction.atomic
def take_back_each(facts: QuerySet, by) -> tuple[list[VisitorFact], list[str]]:
    """What was taken over is not known any more, and is asked anew; gives these, and
    the names of those that were changed since. As many queries however many there are.
    """
    keys = list(facts.values_list("pk", flat=True))
    about = VisitorFact.objects.filter(pk__in=keys).values("place")
    rows = Place.objects.filter(pk__in=about).order_by("pk").select_related("kind")
    rows = rows.prefetch_related("themes", "kind__themes")
    places = {place.pk: place for place in rows.select_for_update(of=["self"])}
    done, stayed, fields = [], [], set()
    found = VisitorFact.objects.select_for_update(of=["self"]).filter(pk__in=keys)
    for fact in found.order_by("pk"):
        fact.place = places[fact.place_id]
        if not may_take_back(fact, fact.place):
            stayed.append(str(fact))
            continue
        setattr(fact.place, fact.asked.field, None)
        fields.add(fact.asked.field)
        fact.ask_from_the_start()
        done.append(fact)
    changed = list({fact.place_id: fact.place for fact in done}.values())
    for place in changed:
        derived.derive(place, place.theme_slugs())
    why = _("not so sure any more: answers of passers-by taken back")
    write_each(changed, fields.union(derived.FIELDS), by=by, why=why[:LONGEST_WHY])
    follow_moved(changed)
    write_each(done, ["state", "is_so", "since"])
    return done, stayed


def may_take_back(fact: VisitorFact, place: Place) -> bool:
    value = fact.asked.value(fact.is_so)
    return fact.is_over and getattr(place, fact.asked.field) == value


def told_by_visitors(place: Place) -> dict[str, VisitorFact]:
    """What the page of a place tells because passers-by answered alike, by field."""
    facts = place.visitor_facts.taken_over()
    return {fact.asked.field: fact for fact in facts if fact.holds(place)}


def fields_told(places: Iterable[Place]) -> dict[int, set[str]]:
    """The same for many: the fields of each, by the id of the place; one query."""
    by_pk = {place.pk: place for place in places}
    found: dict[int, set[str]] = {}
    for fact in VisitorFact.objects.taken_over().filter(place__in=list(by_pk)):
        if fact.holds(by_pk[fact.place_id]):
            found.setdefault(fact.place_id, set()).add(fact.asked.field)
    return found


def forget(today) -> int:
    """Erase what is past its date; a question without answers goes too."""
    count = VisitorAnswer.objects.all().forget(today)
    asked = VisitorFact.objects.filter(state__in=[State.COUNTING, State.WAITS])
    asked.filter(answers=None).delete()
    return count


def _put(place, question, is_so, why, by=None):
    setattr(place, question.field, question.value(is_so))
    place._history_user, place._change_reason = by, why[:LONGEST_WHY]
    store(place, update_fields={question.field})


def _in_words(tally: Tally) -> str:
    words = _("passers-by: %(yes)d times yes, %(no)d times no")
    return words % {"yes": tally.yes, "no": tally.no}
