"""The maker of tours: all that it knows stands in its address, and nothing is kept.

Its buttons send the whole form; what one of them does gives another address, to which
the answer leads. So going back undoes it, and a link is a tour.
"""

import re
from dataclasses import dataclass
from datetime import time

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.links import kinds
from common.protect import rate_limit
from common.protect.turns import ORDERING
from common.translations.reading import DisplayText
from common.web.http import public_page
from tours.facts import chain
from tours.facts.order import MOST
from tours.facts.timing import SPEEDS, minute_of
from tours.facts.ways_out import BEGIN, MOVE, ways_out
from tours.facts.wish import (
    LONGEST_CHAIN,
    MOST_STOPS,
    PARTS,
    RESTS,
    STAYS,
    USUAL_STAY,
    Pick,
    Wish,
    read_clock,
    written_clock,
)
from tours.planning import chains
from tours.planning.ordering import TooMany, ordered
from tours.planning.plan import Plan, entries_of, local, moment_at, plan_of, wish_from
from tours.views.public import gpx_answer, shown

EARLIEST = time(6)  # before which no way out begins
LONGEST_WORDS = 100
DO = re.compile(
    r"(eerder|later|weg|bel-weg|bel-in|voor|begin)-([\d.]{1,5})(?:-(\d\d?))?"
)
BUTTONS = {"doe", "erbij", "knoop"}  # what they are called
BACK = "terug"  # of the chain: its last number goes
OFTEN, MANY = "vaak", "veel"


def wish_of(request) -> Wish:
    return wish_from(request.GET, localdate())


@require_safe
def maker(request):
    """A page of which caches may keep a copy, as of all public pages; where a button
    leads is worked out each time."""
    wish = wish_of(request)
    problem = ""
    if request.GET.get("doe") == "volgorde":
        answer = _order(request, wish)
        if not isinstance(answer, str):
            return answer
        problem = answer
    elif BUTTONS & request.GET.keys():
        wish = _chained(wish, request.GET.get("knoop", ""))
        return _to(_done(request, wish), _part(request))
    page = _page(request, wish, problem)
    if not problem:
        patch_cache_control(page, public=True, max_age=0, must_revalidate=True)
    return page


def _to(wish: Wish, part: str = "plekken") -> HttpResponseRedirect:
    """To a part of the page, which gets the focus."""
    answer = redirect(f"{reverse('tours:maker')}{wish.query()}#{part}")
    patch_cache_control(answer, no_store=True)
    return answer


def _part(request) -> str:
    """What was dragged is read out where it is now; after a junction come others."""
    if "knoop" in request.GET:
        return "knooppunten"
    found = DO.fullmatch(request.GET.get("doe", ""))
    is_put = found and found[1] == "voor" and found[3]
    return f"halte-{int(found[3]) + 1}" if is_put else "plekken"


def _order(request, wish: Wish) -> HttpResponseRedirect | str:
    """To the ordered tour, or why not. It is counted: it costs a second."""
    if not rate_limit.may_send(request, "order"):
        return OFTEN
    try:
        with ORDERING.one():
            return _to(ordered(wish, timezone.now()).wish)
    except TooMany:
        return MANY


def _done(request, wish: Wish) -> Wish:
    """What the button that was pressed makes of it; nonsense changes nothing."""
    if pick := Pick.read(request.GET.get("erbij", "")):
        return wish.with_stop(pick) if len(wish.picks) < MOST_STOPS else wish
    found = DO.fullmatch(request.GET.get("doe", ""))
    if not found:
        return wish
    do, number, to = found.groups()
    if do == "begin":
        at = read_clock(number)
        return wish.change(begin=at, part="") if at else wish
    if "." in number:
        return wish
    at = int(number)
    if do == "eerder":
        return wish.moved(at, at - 1)
    if do == "later":
        return wish.moved(at, at + 1)
    if do == "voor":
        return wish.moved(at, int(to)) if to else wish
    if do == "weg":
        return wish.without(at)
    later = wish.later[:at] + wish.later[at + 1 :]
    if do == "bel-in" and at < len(wish.later):
        return wish.change(later=later, picks=(*wish.picks, wish.later[at]))
    return wish.change(later=later)


def _chained(wish: Wish, ref: str) -> Wish:
    if ref == BACK:
        return wish.without_last_junction()
    try:
        [number] = chain.read(ref)
    except ValueError:
        return wish
    return wish.with_junction(number)


@dataclass(frozen=True)
class Out:
    """A button that makes it fit."""

    do: str
    words: str


def _outs(plan: Plan) -> list[Out]:
    """Of the stops themselves: a rest on the way is no reason to turn things round."""
    rows = plan.stops
    day = plan.begins.date()
    earliest = max(minute_of(moment_at(day, EARLIEST)), minute_of(timezone.now()))
    closed = [row for row in rows if row.is_closed]
    if closed:
        return [Out(f"weg-{row.at}", _skip(row)) for row in closed[:1]]
    found = ways_out([row.stop for row in rows], plan.departure, plan.pace, earliest)
    return [_out(way, rows) for way in found]


def _skip(row) -> str:
    return _("Skip %(name)s") % {"name": row.told.name}


def _out(way, rows) -> Out:
    if way.do == MOVE:
        one, other = rows[way.number], rows[way.to]
        names = {"one": one.told.name, "other": other.told.name}
        words = _("Put %(one)s before %(other)s") % names
        return Out(f"voor-{one.at}-{other.at}", words)
    if way.do == BEGIN:
        at = written_clock(local(way.departure).time())
        return Out(f"begin-{at}", _("Begin at %(time)s") % {"time": at})
    return Out(f"weg-{rows[way.number].at}", _skip(rows[way.number]))


def _found(request) -> tuple[str, list]:
    """What was searched for, and what was found that is somewhere."""
    words = request.GET.get("zoek", "").replace("\0", "").strip()[:LONGEST_WORDS]
    return words, [each for each in kinds.find(words) if each.has_point]


def _page(request, wish: Wish, problem: str):
    now = timezone.now()
    wish, entries = _gone_last(wish)
    plan = plan_of(wish, now, entries)
    words, found = _found(request)
    plannable = [r for r in plan.stops if not (r.is_unknown or r.is_closed)]
    later = kinds.ids_of([pick[:2] for pick in wish.later])
    told = kinds.told([(kind, pk) for (kind, _slug), pk in later.items()])
    names = {key: told.get((key[0], pk)) for key, pk in later.items()}
    context = shown(plan) | {
        "wish": wish,
        "query": wish.query(),
        "wrong": plan.first_wrong,
        "outs": _outs(plan) if plan.first_wrong else [],
        "problem": problem,
        "too_many": len(plannable) > MOST,
        "most": MOST,
        "most_stops": MOST_STOPS,
        "is_full": len(wish.picks) >= MOST_STOPS,
        "words": words,
        "found": found,
        "usual_stay": USUAL_STAY,
        "later": [
            (at, pick, names.get(pick[:2])) for at, pick in enumerate(wish.later)
        ],
        "choices": _choices(plan),
        "speeds": SPEEDS[wish.means],
        "parts": [*PARTS],
        "rests": RESTS,
        "junctions": wish.junctions,
        "no_junction": wish.no_junction,
        "doubts": chains.doubts_in_words(wish.junctions),
        "offers": chains.offers(_spots(plan), wish.junctions),
        "longest_chain": LONGEST_CHAIN,
        "begin": written_clock(wish.begin),
        "today": localdate(now),
    }
    status = 429 if problem == OFTEN else 200
    return render(request, "tours/maker/maker.html", context, status=status)


def _spots(plan: Plan) -> list[tuple[str, float, float]]:
    return [(row.told.name, row.told.lon, row.told.lat) for row in plan.stops]


def _gone_last(wish: Wish) -> tuple[Wish, list]:
    """As the form has them: what is nowhere any more stands below the rest, and the
    buttons count all of them in that order."""
    entries = entries_of(wish.picks)
    order = sorted(range(len(entries)), key=lambda at: not entries[at].is_somewhere)
    return wish.ordered(order), [entries[at] for at in order]


def _choices(plan: Plan) -> dict[int, list]:
    """By the number of a stop in the wish: how long one may stay, each with the value
    that says so."""
    return {
        row.at: [
            (stay, str(row.entry.pick._replace(stay=stay)))
            for stay in sorted({*STAYS, row.entry.pick.stay})
        ]
        for row in plan.stops
    }


@public_page
def on_paper(request):
    wish = wish_of(request)
    plan = plan_of(wish, timezone.now())
    context = shown(plan) | {
        "name": DisplayText(_("My own tour"), get_language(), None),
        "chain": wish.junctions,
        "is_strip": request.GET.get("alleen") == "strook" and bool(wish.junctions),
        "back": f"{reverse('tours:maker')}{wish.query()}",
        "metres": plan.timing.metres,
    }
    return render(request, "tours/public/paper.html", context)


@public_page
def as_gpx(request):
    wish, now = wish_of(request), timezone.now()
    plan = plan_of(wish, now)
    base = request.build_absolute_uri("/").rstrip("/")
    url = f"{base}{reverse('tours:maker')}{wish.query()}"
    stops = [(row.told, "") for row in plan.stops]
    return gpx_answer(_("My own tour"), "", url, now, stops, base, (), "tocht")
