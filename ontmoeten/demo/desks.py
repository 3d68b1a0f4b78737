"""Invented desks at places of the demonstration: see desks.toml. What is different on
one day is so on the next day that each is there, whatever day it is loaded on."""

from datetime import timedelta

from django.utils import timezone

from common.kit.storing import store
from desks.days import marks
from desks.facts.vocabulary import NOT_HERE
from desks.models import Desk, DeskDay, DeskHost
from initiatives.dates import series
from initiatives.models import Activity, Organisation
from initiatives.models.host import PERSONAL
from ontmoeten.demo.initiatives import add_activity, read
from places.models import Place

OF_DESK = ("topics", "comes", "slot_minutes", "has_interpreter", "has_private_room",
           "phone")  # fmt: skip


def add_desks() -> int:
    """Add what is missing; gives how many that were."""
    organisations = {each.slug: each for each in Organisation.objects.all()}
    places = {each.slug: each for each in Place.objects.all()}
    known = set(Activity.objects.values_list("name", flat=True))
    new = [
        facts
        for facts in read("desks.toml")["desk"]
        if facts["name"] not in known
        and facts["place"] in places
        and facts["organisation"] in organisations
    ]
    for facts in new:
        _add_desk(dict(facts), organisations, places)
    return len(new)


def _add_desk(facts, organisations, places):
    own = {name: facts.pop(name) for name in OF_DESK if name in facts}
    lines = {name: "\n".join(facts.pop(name)) for name in ("can_ask", "bring")}
    hosts, together = facts.pop("hosts"), facts.pop("together", [])
    is_full, is_away = facts.pop("full", False), facts.pop("stand_in", False)
    lapses = facts.pop("lapses", False)
    if facts.pop("is_new", False):
        facts["began"] = timezone.localdate() - timedelta(days=7)
    activity = add_activity(
        {**facts, "feelings": ["helpen"]}, organisations, {}, places
    )
    desk = Desk(activity=activity, not_here=str(NOT_HERE), **lines, **own)
    store(desk)
    desk.organisations.set([organisations[slug] for slug in together])
    made = [_add_host(desk, number, each) for number, each in enumerate(hosts)]
    row, *others = activity.occurrences.not_over(timezone.now())[:3]
    if lapses:
        series.cancel(activity, others[-1].rule_date, "")
    if is_full or is_away:
        now = timezone.now()
        away = {"away": made[0], "away_at": now, "stand_in": made[1]} if is_away else {}
        full_at = now if is_full else None
        day = DeskDay(desk=desk, rule_date=row.rule_date, full_at=full_at, **away)
        day.save()
        marks.show(day)


def _add_host(desk, position, facts):
    """Invented, so nobody had to agree; of the day on which it is loaded."""
    consent = {
        PERSONAL[each]: timezone.localdate() for each in PERSONAL if each in facts
    }
    state = DeskHost.State.SHOWN
    return DeskHost.objects.create(
        desk=desk, position=position, state=state, **facts, **consent
    )
