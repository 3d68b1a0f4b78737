"""A goal as it is told, in one piece: for the sheet of the council, and frozen once a
year. What is frozen is shown from itself alone, so nothing that changes later shows."""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.kit.one_line import readable
from common.moderation.states import State
from learning.facts.progress import Measured, Reading
from learning.goals import helping, readings
from learning.models import Goal, GoalSnapshot
from learning.models.goals.snapshot import sha256_of

VERSION = 1
LEFT_OUT = {"readings", "address", "language"}


def told(goal: Goal, year: int, today: date) -> dict:
    """All that is told of a goal, of a year up to today: fit for JSON, in Dutch. What
    the site counts now is of this year only."""
    until = min(today, date(year, 12, 31))
    measured = [
        _until(each, until) for each in readings.of_goals([goal], today)[goal.pk]
    ]
    leading = next((each for each in measured if each.is_leading), None)
    return {
        "versie": VERSION,
        "doel": goal.title,
        "nummer": goal.number,
        "adres": goal.get_absolute_url(),
        "in_het_kort": goal.summary,
        "tekst": goal.text,
        "thema": goal.theme.title,
        "tot": goal.until and goal.until.isoformat(),
        "jaar": year,
        "gemaakt_op": today.isoformat(),
        "verzonnen": goal.is_invented,
        "stand": str(leading.standing(until)) if leading else "unknown",
        "indicatoren": [_plain(each) for each in measured],
        "wat_helpt": [
            {"soort": each.kind, "naam": each.name, "adres": each.url}
            for each in helping.helps(goal)
        ],
    }


def _until(measured: Measured, day: date) -> Measured:
    kept = [each for each in measured.readings if each.day <= day]
    return Measured(**_fields(measured) | {"readings": kept})


def _fields(measured: Measured) -> dict:
    return {name: getattr(measured, name) for name in measured.__dataclass_fields__}


def _plain(measured: Measured) -> dict:
    facts = {name: _text(value) for name, value in _fields(measured).items()
             if name not in LEFT_OUT}  # fmt: skip
    rows = [
        {name: _text(value) for name, value in asdict(each).items()}
        for each in measured.readings
    ]
    return facts | {"readings": rows}


def _text(value):
    """Numbers as text, so that every reader has the same."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def measured_of(content: dict) -> list[Measured]:
    """The indicators back, as they were."""
    return [_measured(each) for each in content["indicatoren"]]


def _measured(facts: dict) -> Measured:
    own = _back(facts, {"baseline", "target"}, {"baseline_on", "target_on"})
    rows = [Reading(**_back(row, {"value"}, {"day"})) for row in facts["readings"]]
    return Measured(**own | {"readings": rows})


def _back(facts: dict, numbers: set[str], days: set[str]) -> dict:
    found = dict(facts)
    for name in numbers & found.keys():
        found[name] = None if found[name] is None else Decimal(found[name])
    for name in days & found.keys():
        found[name] = found[name] and date.fromisoformat(found[name])
    return found


def canonical(content: dict) -> str:
    """JSON in one way only: keys in order, no spaces."""
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return readable(text)


def years_to_freeze(goal: Goal, today: date) -> list[int]:
    """This year and the last, as far as they are not frozen."""
    known = set(goal.snapshots.values_list("year", flat=True))
    return [year for year in (today.year, today.year - 1) if year not in known]


def freeze(goal: Goal, year: int, by=None) -> GoalSnapshot:
    """Once, and for good. ValidationError when it is not on the site, when the year is
    not one of those, or was frozen already."""
    today = timezone.localdate()
    if goal.state != State.PUBLISHED:
        raise ValidationError(_("Publish the goal first: what is frozen is public."))
    if year not in years_to_freeze(goal, today):
        raise ValidationError(_("This year is frozen already, or it is too far away."))
    with override("nl"):
        content = canonical(told(goal, year, today))
    try:
        with transaction.atomic():
            return GoalSnapshot.objects.create(
                goal=goal,
                year=year,
                content=content,
                sha256=sha256_of(content),
                frozen_by=by,
            )
    except IntegrityError:  # a colleague was first
        words = _("This year is frozen already, or it is too far away.")
        raise ValidationError(words) from None
