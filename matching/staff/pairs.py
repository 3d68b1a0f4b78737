"""One pair, as the coordinator sees it: how far it is, what the two said, and what she
can do. What someone says by telephone she writes down for them."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.entering import boxes
from matching.entering.in_words import shown_to_other
from matching.facts.steps import SIDES, Move, NotNow, Step
from matching.facts.vocabulary import Ended, Going, Helped
from matching.following import afterwards
from matching.models import Look, Pair
from matching.models.look import Where
from matching.models.pair import STEPS
from matching.pairing.first_meeting import suggestions
from matching.pairing.moving import introduce, is_safe, move
from matching.pairing.reading import spots
from matching.staff.access import for_the_two
from places.models import Place

NOT_BY_HAND = {Ended.SILENT, Ended.NEVER_MET}


@for_the_two
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, policy, pk):
    rows = Pair.objects.select_related("wish", "offer", "place", "made_by")
    pair = rows.filter(pk=pk).first()
    if pair is None:
        raise Http404(f"no pair {pk}")
    if request.method == "POST":
        try:
            _do(request, pair)
        except NotNow:
            words = _("That is not possible now. This is how it stands.")
            messages.error(request, words)
        except ValueError:
            messages.error(request, _("Choose one of the answers."))
        return redirect("match-pair", pair.pk)
    people = boxes.people_of([pair.wish, pair.offer])
    Look.objects.note(request.user, [pair.wish, pair.offer], Where.PAIR)
    standing, now = pair.standing(), timezone.now()
    both = [people.get(pair.wish_id), people.get(pair.offer_id)]
    offered = []
    if standing.step == Step.AGREED and None not in both:
        at = spots()
        offered = suggestions(both, [at.get(each.area) for each in both], now)
    context = {
        **admin.site.each_context(request),
        "title": _("Two people: %(one)s and %(other)s")
        % {"one": _initial(both[0]), "other": _initial(both[1])},
        "pair": pair,
        "step": standing.step.value,
        "step_words": dict(STEPS)[standing.step],
        "is_stopped": standing.is_stopped,
        "sides": [_side(pair, side, people, standing) for side in SIDES],
        "offered": offered,
        "is_safe": is_safe(pair.offer, timezone.localdate(now)),
        "reasons": [(e.value, e.label) for e in Ended if e not in NOT_BY_HAND],
        "reason": Ended(pair.end_reason).label if pair.end_reason else "",
    }
    return render(request, "matching/staff/pair.html", context)


def _initial(person) -> str:
    return person.initial if person else "–"


def _side(pair, side, people, standing) -> dict:
    row = pair.of_side(side)
    person = people.get(row.pk)
    going, helped = getattr(pair, f"{side}_going"), getattr(pair, f"{side}_helped")
    return {
        "side": side,
        "row": row,
        "person": person,
        "facts": shown_to_other(person) if person else [],
        "still": side in standing.still,
        "yes": side in standing.yes,
        "going": Going(going).label if going else "",
        "helped": Helped(helped).label if helped else "",
    }


def _do(request, pair) -> None:
    """ValueError for what is no answer, NotNow for what can't be done any more."""
    sent, now = request.POST, timezone.now()
    do, side = sent.get("do", ""), sent.get("side", "")
    if do in {Move.STILL, Move.YES, Move.NO} and side not in SIDES:
        raise ValueError(side)
    if do in {Move.STILL, Move.YES, Move.NO, Move.STOP, Move.RESUME}:
        move(pair, Move(do), now, side)
    elif do == Move.MET:
        afterwards.have_met(pair, now)
    elif do == Move.END:
        afterwards.end(pair, Ended(sent.get("reason", "")), now)
    elif do == Move.INTRODUCE:
        _introduce(sent.get("where", ""), pair, now)
    else:
        raise ValueError(do)


def _introduce(chosen: str, pair, now) -> None:
    """`chosen` is the id of a place (none for on line) and a moment, as the page
    offered them."""
    number, _at, moment = chosen.partition("@")
    begins = parse_datetime(moment)
    place = Place.objects.filter(pk=int(number)).first() if number else None
    if begins is None or begins <= now:
        raise ValueError(chosen)
    introduce(pair, place, begins, now)
