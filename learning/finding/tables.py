"""Experiments and lessons as rows for CSV and JSON, under the same filters as the
pages; in pieces, with all that a row names."""

from collections.abc import Callable, Iterator

from django.db.models import Prefetch

from learning.finding.filters import FASES
from learning.models import Decision, Experiment, Lesson
from places.models import Neighbourhood
from themes.models import Theme

CHUNK = 2000
FASE_OF = {phase: slug for slug, phase in FASES.items()}
OUTCOMES = {
    Decision.Outcome.STOP: "stoppen",
    Decision.Outcome.ADAPT: "aanpassen",
    Decision.Outcome.BIGGER: "groter maken",
    Decision.Outcome.UNCLEAR: "nog niet duidelijk",
}
DONE = {Decision.Done.YES: "ja", Decision.Done.PARTLY: "deels", Decision.Done.NO: "nee"}
Read = Callable[[object], object]


def _is(name: str) -> Read:
    return lambda each: getattr(each, name)


def _day(name: str) -> Read:
    return lambda each: getattr(each, name).isoformat() if getattr(each, name) else ""


def _slugs(each) -> list[str]:
    return [theme.slug for theme in each.themes.all()]


def _areas(each) -> list[str]:
    return [area.name for area in each.neighbourhoods.all()]


def _urls(name: str) -> Read:
    """The pages of those in a list."""
    return lambda each: [
        each.base + other.get_absolute_url() for other in getattr(each, name).all()
    ]


def _decided(read: Read) -> Read:
    """Of the last decision; nothing without one."""

    def of_last(each):
        decisions = list(each.decisions.all())
        return read(decisions[-1]) if decisions else ""

    return of_last


COMMON = {
    "themas": _slugs,
    "buurten": _areas,
    "verzonnen": lambda each: "ja" if each.is_invented else "nee",
    "adres_op_deze_site": lambda each: each.base + each.get_absolute_url(),
}
EXPERIMENT: dict[str, Read] = {
    "id": _is("pk"),
    "titel": _is("title"),
    "in_het_kort": _is("summary"),
    "vraag": _is("question"),
    "wat_we_doen": _is("doing"),
    "voor_wie": _is("for_whom"),
    "wat_we_verwachten": _is("expects"),
    "eerste_dag": _day("first_on"),
    "laatste_dag": _day("last_on"),
    "stopregel": _is("stop_rule"),
    "stopdatum": _day("stop_on"),
    "uren": _is("hours"),
    "euro": _is("euros"),
    "over_uren_en_euro": _is("cost_note"),
    "wie_beslist": _is("decides"),
    "fase": lambda each: FASE_OF[each.phase],
    "wie_er_kwam": _is("reach"),
    "wat_we_zagen": _is("saw"),
    "wat_mensen_zeiden": _is("said"),
    "lessen": _urls("lessons"),
    "besluit": _decided(lambda last: OUTCOMES[last.outcome]),
    "besluit_op": _decided(_day("decided_on")),
    "waarom": _decided(_is("why")),
    "nieuwe_datum": _decided(_day("next_on")),
    "gedaan": _decided(lambda last: DONE.get(last.done, "")),
    **COMMON,
}
LESSON: dict[str, Read] = {
    "id": _is("pk"),
    "les": _is("sentence"),
    "verhaal": _is("story"),
    "grond": _is("ground"),
    "zeker": _is("sure"),
    "uit_experimenten": _urls("experiments"),
    "zegt_iets_anders": _urls("contradicts"),
    **COMMON,
}


def _rows(columns: dict[str, Read], along: list, found, base: str) -> Iterator[dict]:
    themes = Prefetch("themes", Theme.objects.only("slug"))
    areas = Prefetch("neighbourhoods", Neighbourhood.objects.only("name"))
    found = found.prefetch_related(themes, areas, *along)
    for each in found.iterator(chunk_size=CHUNK):
        each.base = base
        yield {name: read(each) for name, read in columns.items()}


def _public(name: str, model) -> Prefetch:
    return Prefetch(name, model.objects.published().only("slug"))


def experiments(found, base: str) -> Iterator[dict]:
    """`base` is the site's address, for absolute links."""
    return _rows(EXPERIMENT, ["decisions", _public("lessons", Lesson)], found, base)


def lessons(found, base: str) -> Iterator[dict]:
    along = [_public("experiments", Experiment), _public("contradicts", Lesson)]
    return _rows(LESSON, along, found, base)


def flat(row: dict) -> list:
    """For a table: several values in one cell, what nobody knows empty."""
    return [
        ", ".join(value) if isinstance(value, list) else "" if value is None else value
        for value in row.values()
    ]
