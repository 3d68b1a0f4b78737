"""What a colleague sees at a place: a check of staff, with what was not sure.

It goes before what passers-by answered: their answers about these facts are over.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from common.kit.storing import store
from common.moderation.deciding import LONGEST_WHY, locked
from common.moderation.states import NotAllowed, State
from common.moderation.still_right import still_right
from places.deciding import answers
from places.facts.questions import BY_SLUG, Question, asked_of
from places.models import Place, VisitorFact

Fact = VisitorFact.State


def not_sure(places: Iterable[Place]) -> dict[int, list[Question]]:
    """Of each place, by its id, what its kind is asked for and nobody of staff knows:
    what is unknown, what passers-by told, what they contradict. Two queries."""
    places = list(places)
    told = answers.fields_told(places)
    waits = VisitorFact.objects.filter(place__in=[each.pk for each in places])
    pairs = set(waits.filter(state=Fact.WAITS).values_list("place", "question"))
    return {
        place.pk: [
            each
            for each in asked_of(place.kind.asked)
            if each.is_open(place)
            or each.field in told.get(place.pk, ())
            or (place.pk, each.slug) in pairs
        ]
        for place in places
    }


@transaction.atomic
def seen(
    place: Place, facts: Mapping[str, bool], by: AbstractBaseUser, on: date
) -> Place:
    """Everything else that we tell of it was right `on` that day; `facts` are answers
    by the slug of the question. NotAllowed when it is not on the site any more."""
    place = locked(place)
    if place.state != State.PUBLISHED:
        raise NotAllowed("not on the site")
    fields = set()
    for slug, is_so in facts.items():
        question = BY_SLUG[slug]
        setattr(place, question.field, question.value(is_so))
        fields.add(question.field)
    if fields:
        why = _("a colleague saw it on the spot")
        place._history_user, place._change_reason = by, why[:LONGEST_WHY]
        store(place, update_fields=fields)
    asked = place.visitor_facts.filter(question__in=list(facts))
    for fact in asked.exclude(state=Fact.DECIDED):
        fact.go_to(Fact.DECIDED, facts[fact.question])
    place.doubts.filter(day__lte=on).delete()
    return still_right(place, by, _("checked on the spot"), on)
