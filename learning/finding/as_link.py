"""What experiments, lessons, questions and goals tell to who only points to them, such
as a message of the news: see `common.links.kinds`. They are nowhere, so nobody rides to
them."""

from collections.abc import Collection
from datetime import datetime

from common.links.kinds import UNKNOWN, Kind, Told, Windows
from common.links.kinds import add as add_kind
from learning.models import Experiment, Goal, Lesson, Question

EXPERIMENT, LESSON, QUESTION, GOAL = "experiment", "les", "vraag", "doel"


def _teller(kind: str, model):
    def tell(pks: Collection[int]) -> dict[int, Told]:
        rows = model.objects.published().filter(pk__in=pks).defer("words")
        return {
            each.pk: Told(kind, each.pk, each.slug, str(each), each.get_absolute_url())
            for each in rows
        }

    return tell


def _windows(
    pks: Collection[int], begin: datetime, end: datetime
) -> dict[int, Windows]:
    return dict.fromkeys(pks, UNKNOWN)


def _nothing(_words: str) -> list[int]:
    return []


def add() -> None:
    known = {EXPERIMENT: Experiment, LESSON: Lesson, QUESTION: Question, GOAL: Goal}
    for kind, model in known.items():
        add_kind(Kind(kind, model, _teller(kind, model), _windows, _nothing, 9))
