"""Everyone who waits, the pairs, and who looked at whom."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.entering.boxes import people_of, seen_of
from matching.entering.in_words import names_of_subjects, subjects
from matching.facts.person import Person
from matching.facts.rule import count_fitting
from matching.facts.safeguarding import Check, blocks, checks
from matching.facts.vocabulary import Kind, State
from matching.models import Look, Pair, Participant, Policy
from matching.models.look import Where
from matching.models.pair import STEPS
from matching.pairing.reading import everyone_waiting
from matching.staff.access import for_the_two
from places.models import Neighbourhood

PER_PAGE = 50
WHICH = {"wensen": Kind.WISH, "aanbod": Kind.OFFER}


@dataclass
class Row:
    """Someone in a list, by an initial."""

    participant: Participant
    person: Person
    area: str
    subjects: str
    days: int
    fits: int | None = None
    checks: list[Check] | None = None

    @property
    def blocks(self) -> bool:
        return bool(blocks(self.checks or []))


@for_the_two
@require_safe
def page(request, policy):
    """Wishes and offers, the longest wait first. That it was opened is written down:
    it tells that someone is there (see following/duty.py)."""
    now = timezone.now()
    Policy.was_opened(request.user, now)
    which = request.GET.get("welke", "wensen")
    context = {
        **admin.site.each_context(request),
        "title": _("Meet & Match"),
        "which": which if which in {*WHICH, "paren"} else "wensen",
    }
    if which == "paren":
        pairs = Pair.objects.open().select_related("wish", "offer", "place")
        found = Paginator(pairs, PER_PAGE).get_page(request.GET.get("pagina"))
        context |= {"page": found, "pairs": _pairs(request, found)}
        return render(request, "matching/staff/pairs.html", context)
    kind = WHICH.get(which, Kind.WISH)
    room = everyone_waiting()
    turn = sorted(room.of_kind(kind), key=lambda each: each.turn)
    found = Paginator(turn, PER_PAGE).get_page(request.GET.get("pagina"))
    rows = [room.rows[entry.id] for entry in found]
    fits = {}
    if kind == Kind.WISH:
        fits = count_fitting(list(found), room.of_kind(Kind.OFFER), room.known)
    context |= {
        "page": found,
        "rows": rows_of(rows, room.people, now, policy, fits),
        "is_wishes": kind == Kind.WISH,
        "not_asked": _not_asked(),
    }
    Look.objects.note(request.user, rows, Where.LIST)
    return render(request, "matching/staff/list.html", context)


def _not_asked() -> dict[str, int]:
    """How many there are of whom nothing is proposed now."""
    states = [State.NEW, State.PAUSED, State.SILENT]
    rows = Participant.objects.filter(state__in=states).values_list("state", flat=True)
    found = [*rows]
    return {str(State(each).label): found.count(each) for each in states}


def rows_of(participants, people, now, policy, fits=None) -> list[Row]:
    names, areas = names_of_subjects(), areas_of(people.values())
    seen = seen_of(row for row in participants if row.kind == Kind.OFFER)
    today = timezone.localdate(now)
    found = []
    for row in participants:
        if person := people.get(row.pk):
            is_offer = row.kind == Kind.OFFER
            asked = checks(seen.get(row.pk), policy.terms(), today)
            found.append(
                Row(
                    row, person, areas.get(person.area, ""),
                    subjects(person.subjects, names), (now - row.waits_since).days,
                    (fits or {}).get(row.pk), asked if is_offer else None,
                )
            )  # fmt: skip
    return found


def areas_of(people) -> dict[str, str]:
    codes = {person.area for person in people}
    rows = Neighbourhood.objects.filter(code__in=codes)
    return dict(rows.values_list("code", "name"))


def _pairs(request, pairs) -> list[tuple]:
    """Each with both people by an initial, and the words of its step."""
    rows = [row for pair in pairs for row in (pair.wish, pair.offer)]
    people = people_of(rows)
    Look.objects.note(request.user, rows, Where.LIST)
    words = dict(STEPS)
    return [
        (pair, people.get(pair.wish_id), people.get(pair.offer_id), words[pair.step])
        for pair in pairs
    ]


@for_the_two
@require_safe
def looks(request, policy):
    """Who of the staff saw whom: an id, no name."""
    rows = Look.objects.select_related("by", "participant")
    context = {
        **admin.site.each_context(request),
        "title": _("Who looked at whom"),
        "which": "gekeken",
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina")),
    }
    return render(request, "matching/staff/looks.html", context)
