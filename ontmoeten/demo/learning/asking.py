"""Adds what is missing of the invented questions to the city and their answers: see
questions.toml; and takes them away again."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from common.kit.storing import follow, remove_each, store
from common.moderation.states import State
from learning.models import (
    AnswerTheme,
    Contribution,
    Experiment,
    Promise,
    Question,
    QuestionTie,
)
from themes.models import Theme

FILE = Path(__file__).parent / "questions.toml"
TEXTS = ["slug", "title", "text", "label", "asked_by", "summary"]
DAYS = {
    "opens": "opens_on",
    "until": "open_until",
    "answer": "answer_on",
    "answered": "answered_on",
}


def add_questions() -> None:
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    today = timezone.localdate()
    known = {*Question.objects.values_list("slug", flat=True)}
    for facts in content["question"]:
        if facts["slug"] not in known:
            _add(facts, today)


def remove() -> int:
    """Gives how many were taken away."""
    return remove_each(Question.objects.filter(is_invented=True))


def _on(today: date, days: int) -> date:
    return today + timedelta(days=days)


def _add(facts, today) -> None:
    own = {name: facts[name] for name in TEXTS if name in facts}
    own |= {name: _on(today, facts[key]) for key, name in DAYS.items() if key in facts}
    if options := facts.get("options"):
        own |= {"manner": Question.Manner.CHOICE, "options": "\n".join(options)}
    question = Question(
        is_invented=True, state=State.PUBLISHED, asked_on=own["opens_on"], **own
    )
    store(question)
    question.themes.set(Theme.objects.filter(slug__in=facts["themes"]))
    follow(question)
    if "promised" in facts:
        Promise.objects.create(
            question=question,
            answer_on=_on(today, facts["promised"]),
            made_on=_on(today, facts["promised_on"]),
            why=facts["why"],
        )
    experiment = Experiment.objects.filter(slug=facts.get("experiment", "")).first()
    if experiment is not None:
        kind = ContentType.objects.get_for_model(Experiment)
        QuestionTie.objects.create(question=question, kind=kind, key=experiment.pk)
    _add_answers(question, facts)


def _add_answers(question, facts) -> None:
    known = {"question": question, "came_on": question.opens_on}
    for number, count in enumerate(facts.get("counts", []), start=1):
        option = facts["options"][number - 1]
        AnswerTheme.objects.create(question=question, choice=number, title=option)
        for _each in range(count):
            store(Contribution(choice=number, state=State.PUBLISHED, **known))
    answers = [
        Contribution(text=text, state=State.PUBLISHED, **known)
        for text in facts.get("answers", [])
    ]
    waiting = [Contribution(text=text, **known) for text in facts.get("waiting", [])]
    for each in [*answers, *waiting]:
        store(each)
    for group in facts.get("group", []):
        quote = answers[group["quote"]] if "quote" in group else None
        names = ["title", "kind", "reply"]
        made = AnswerTheme(
            question=question,
            quote=quote,
            **{name: group[name] for name in names if name in group},
        )
        store(made)
        made.contributions.set([answers[number] for number in group["of"]])
