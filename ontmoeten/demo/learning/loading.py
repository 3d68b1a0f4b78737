"""Adds what is missing of the invented experiments, lessons and news: see
experiments.toml. Outcomes come in by the same functions as those of staff."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from common.kit.storing import follow, remove_each, store
from common.links import kinds
from common.moderation.states import State
from desks.models import Desk
from initiatives.models import Activity
from learning.experiments.deciding import decide
from learning.facts.phases import Phase
from learning.models import Experiment, ExperimentTie, Lesson, NewsItem
from places.models import Neighbourhood
from themes.models import Theme
from tours.models import Tour

FILE = Path(__file__).parent / "experiments.toml"
LISTS = {"themes", "areas", "ties", "desks", "tours", "activities", "decision"}
DAYS = {"begins": "first_on", "ends": "last_on", "stops": "stop_on"}
OURS = {"is_invented": True}


def add_learning() -> int:
    """Gives how many experiments were added. What belongs to one and is not there, is
    no tie of it."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    today = timezone.localdate()
    known = {*Experiment.objects.values_list("slug", flat=True)}
    new = [each for each in content["experiment"] if each["slug"] not in known]
    for facts in new:
        _add_experiment(facts, today)
    _add_lessons(content["lesson"])
    for facts in new:
        _decide(facts, today)
    _add_news(content["news"], today)
    return len(new)


def _on(today: date, days: int) -> date:
    return today + timedelta(days=days)


def _add_experiment(facts, today) -> None:
    own = {name: value for name, value in facts.items() if name not in LISTS | {*DAYS}}
    own |= {name: _on(today, facts[key]) for key, name in DAYS.items() if key in facts}
    if facts["phase"] == Phase.DECIDED:  # the decisions come later, and lead there
        own["phase"] = Phase.ENDED
    experiment = Experiment(**OURS, state=State.PUBLISHED, **own)
    store(experiment)
    experiment.themes.set(Theme.objects.filter(slug__in=facts.get("themes", [])))
    areas = Neighbourhood.objects.filter(code__in=facts.get("areas", []))
    experiment.neighbourhoods.set(areas)
    follow(experiment)
    for kind, key in _ties(facts):
        ExperimentTie.objects.create(experiment=experiment, kind=kind, key=key)


def _ties(facts):
    """(what sort of thing, its id)."""
    found = [kinds.thing_at(address) for address in facts.get("ties", [])]
    keys = [(kinds.kind_called(each.kind).model, each.pk) for each in found if each]
    names = facts.get("activities", [])
    for model, rows in [
        (Activity, Activity.objects.published().filter(name__in=names)),
        (Desk, Desk.objects.published().order_by("pk")[: facts.get("desks", 0)]),
        (Tour, Tour.objects.published().order_by("pk")[: facts.get("tours", 0)]),
    ]:
        keys += [(model, each.pk) for each in rows]
    models = {model for model, _pk in keys}
    types = ContentType.objects.get_for_models(*models)
    return [(types[model], pk) for model, pk in keys]


def _add_lessons(content) -> None:
    known = {*Lesson.objects.values_list("slug", flat=True)}
    experiments = {each.slug: each for each in Experiment.objects.filter(**OURS)}
    for facts in content:
        if facts["slug"] in known:
            continue
        own = dict(facts)
        tried = [experiments[slug] for slug in own.pop("experiments")]
        own.pop("contradicts", None)
        lesson = Lesson(**OURS, state=State.PUBLISHED, **own)
        store(lesson)
        lesson.experiments.set(tried)
        lesson.themes.set(Theme.objects.filter(experiments__in=tried).distinct())
        areas = Neighbourhood.objects.filter(experiments__in=tried).distinct()
        lesson.neighbourhoods.set(areas)
        follow(lesson)
    for facts in content:
        if facts["slug"] not in known:
            others = Lesson.objects.filter(slug__in=facts.get("contradicts", []))
            Lesson.objects.get(slug=facts["slug"]).contradicts.add(*others)


def _decide(facts, today) -> None:
    experiment = Experiment.objects.get(slug=facts["slug"])
    for each in facts.get("decision", []):
        decide(
            experiment,
            each["outcome"],
            each["why"],
            by=None,
            lesson=Lesson.objects.filter(slug=each.get("lesson", "")).first(),
            decided_on=_on(today, each["day"]),
            next_on=_on(today, each["next"]) if "next" in each else None,
        )


def _add_news(content, today) -> None:
    known = {*NewsItem.objects.values_list("slug", flat=True)}
    for facts in content:
        about = kinds.thing_at(facts["about"])
        if facts["slug"] in known or about is None:
            continue
        model = kinds.kind_called(about.kind).model
        item = NewsItem(
            **OURS,
            state=State.PUBLISHED,
            slug=facts["slug"],
            title=facts["title"],
            text=facts["text"],
            day=_on(today, facts["day"]),
            kind=ContentType.objects.get_for_model(model),
            key=about.pk,
        )
        store(item)


def remove() -> tuple[int, list[str]]:
    """Take them away again; gives how many, and the names of lessons that an experiment
    which is not invented stands on."""
    count = remove_each(NewsItem.objects.filter(**OURS))
    count += remove_each(Experiment.objects.filter(**OURS))
    lessons = Lesson.objects.filter(**OURS)
    stays = lessons.exclude(decisions=None).distinct()
    names = [str(each) for each in stays]
    return count + remove_each(lessons.filter(decisions=None)), names
