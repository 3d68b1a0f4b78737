"""What one of two sees of a pair, and answers; and the stop button."""

from contextlib import suppress

from django.shortcuts import redirect, render
from django.utils import timezone

from common.protect.forms import form_page
from matching.entering import links
from matching.entering.boxes import person_of
from matching.entering.in_words import shown_to_other
from matching.facts.steps import Move, NotNow, Step
from matching.facts.vocabulary import Ended, Going, Helped
from matching.following import afterwards
from matching.pairing.moving import move
from matching.views.private import for_who_has

OWN_REASONS = [
    Ended.DONE, Ended.GO_ON_ALONE, Ended.NO_TIME, Ended.NO_CLICK, Ended.ILL_OR_MOVED,
    Ended.UNSAFE,
]  # fmt: skip


@for_who_has(links.PAIR, form_page)
def pair(request, row, pair):
    side = pair.side_of(row)
    if request.method == "POST":
        with suppress(NotNow, ValueError):  # the page says how it stands by now
            _answer(request.POST, pair, side)
        return redirect("matching:pair", row.token)
    standing = pair.standing()
    other = None
    if standing.step not in {Step.ASKING, Step.ENDED}:
        other = person_of(pair.other_than(side))
    context = {
        "row": row,
        "pair": pair,
        "step": standing.step.value,
        "is_stopped": standing.is_stopped,
        "has_answered": side in (
            standing.still if standing.step == Step.ASKING else standing.yes
        ),
        "other": other if standing.is_shared else None,
        "of_other": shown_to_other(other) if other else [],
        "of_me": shown_to_other(row.person),
        "going": getattr(pair, f"{side}_going"),
        "helped": getattr(pair, f"{side}_helped"),
        "goings": Going.choices,
        "helps": Helped.choices,
        "reasons": [(each.value, each.label) for each in OWN_REASONS],
        "was_shared": pair.introduced_at is not None,
        "stop_token": links.token(links.STOP, row, pair),
        "mine_token": links.token(links.MINE, row),
    }  # fmt: skip
    return render(request, "matching/private/pair.html", context)


def _answer(sent, pair, side) -> None:
    now, do = timezone.now(), sent.get("do", "")
    if do == "still":
        move(pair, Move.STILL, now, side)
    elif do == "yes":
        move(pair, Move.YES, now, side)
    elif do == "no":
        move(pair, Move.NO, now, side)
    elif do == "met":
        afterwards.have_met(pair, now)
    elif do == "going":
        afterwards.say_how_it_goes(pair, side, sent.get("going", ""))
    elif do == "helped" and pair.introduced_at:
        afterwards.say_whether_it_helped(pair, side, sent.get("helped", ""))
    elif do == "end" and pair.introduced_at:
        reason = Ended(sent.get("reason", ""))
        if reason not in OWN_REASONS:
            raise ValueError(reason)
        afterwards.end(pair, reason, now, side)


@for_who_has(links.STOP, form_page)
def stop(request, row, pair):
    """One press holds everything; only the coordinator hears who pressed it."""
    if request.method == "POST":
        with suppress(NotNow):  # it ended before: then there is nothing to hold
            move(pair, Move.STOP, timezone.now(), pair.side_of(row))
        return redirect("matching:stop", row.token)
    standing = pair.standing()
    context = {
        "pair": pair,
        "is_stopped": standing.is_stopped,
        "is_open": standing.is_open,
        "pair_token": links.token(links.PAIR, row, pair),
    }
    return render(request, "matching/private/stop.html", context)
