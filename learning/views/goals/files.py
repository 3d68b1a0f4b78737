"""Goals and their numbers to take along: CSV and JSON; and what was frozen, byte for
byte."""

import json

from django.http import HttpResponse
from django.utils import timezone

from common.kit import tables
from common.web.http import public_page
from learning.facts.progress import Measured, Sort, Standing
from learning.goals import cards
from learning.views.files import JSON
from learning.views.goals.pages import goal_at, public_goals, snapshot_at

STANDINGS = {
    Standing.ON_SCHEDULE: "op schema",
    Standing.BEHIND: "loopt achter",
    Standing.UNKNOWN: "nog niet te zeggen",
}
SORTS = {
    Sort.DOING: "wat we doen",
    Sort.SAYING: "wat mensen zeggen",
    Sort.STATISTICS: "wat cijfers zeggen",
}
GOAL = [
    "nummer", "doel", "in_het_kort", "thema", "tot", "stand", "wat_het_zegt", "eenheid",
    "waarde", "dag", "bron", "in_het_begin", "begin_op", "doelwaarde", "doel_op",
    "verzonnen", "adres_op_deze_site",
]  # fmt: skip
NUMBERS = [
    "wat_het_zegt", "soort", "eenheid", "dag", "waarde", "van", "bron", "toelichting",
    "schatting_met_een_model",
]  # fmt: skip


def _plain(value) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _day(day) -> str:
    return day.isoformat() if day else ""


def _row(card: cards.GoalCard, base: str) -> list:
    goal, leading = card.goal, card.leading
    latest = leading.latest if leading else None
    return [
        goal.number,
        goal.title,
        goal.summary,
        goal.theme.slug,
        _day(goal.until),
        STANDINGS[card.standing],
        leading.name if leading else "",
        leading.unit if leading else "",
        _plain(latest and latest.value),
        _day(latest and latest.day),
        latest.source if latest else "",
        _plain(leading and leading.baseline),
        _day(leading and leading.baseline_on),
        _plain(leading and leading.target),
        _day(leading and leading.target_on),
        "ja" if goal.is_invented else "nee",
        base + card.url,
    ]


def _rows(request) -> list[list]:
    base = request.build_absolute_uri("/").rstrip("/")
    found = cards.of_goals(public_goals(), timezone.localdate())
    return [_row(card, base) for card in found]


@public_page
def goals_csv(request):
    return tables.csv_response(GOAL, _rows(request), "doelen.csv")


@public_page
def goals_json(request):
    found = [dict(zip(GOAL, row, strict=True)) for row in _rows(request)]
    return tables.download([json.dumps(found, ensure_ascii=False)], JSON, "doelen.json")


def _lines(measured: Measured) -> list[list]:
    return [
        [
            measured.name,
            SORTS[Sort(measured.sort)],
            measured.unit,
            each.day.year if each.is_whole_year else each.day.isoformat(),
            _plain(each.value),
            each.of,
            each.source,
            each.note,
            "ja" if measured.is_modelled else "nee",
        ]
        for each in measured.readings
    ]


@public_page
def numbers(request, slug):
    """All numbers of one goal."""
    found = goal_at(slug)
    [card] = cards.of_goals([found], timezone.localdate())
    rows = [line for each in card.measured for line in _lines(each)]
    return tables.csv_response(NUMBERS, rows, f"{found.slug}.csv")


@public_page
def frozen(request, slug, year):
    """Exactly what was hashed."""
    snapshot = snapshot_at(slug, year)
    response = HttpResponse(snapshot.content, content_type=JSON)
    name = f"{slug}-{year}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
