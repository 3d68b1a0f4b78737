"""Invented counts and answers of the last two quarters that are told, and sentences
heard on the street; and their taking away again."""

import tomllib
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from django.utils import timezone

from common.kit.storing import remove_each, store
from common.moderation.states import State
from initiatives.models import Activity
from learning.facts import quarters
from learning.facts.questions import Answer, Question
from learning.measuring import sums
from learning.models import AnswerSum, Heard, PublishedSum, Quarter, Tally
from places.models import Neighbourhood
from themes.models import Theme

FILE = Path(__file__).parent / "measuring.toml"
QUARTERS = 2
INVENTED = "(verzonnen)"  # behind a sentence
OTHERWISE = [Answer.SOMEWHAT, Answer.NO, Answer.UNKNOWN]


def add_measured() -> None:
    """Add what is missing: nothing to a quarter that was told of."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    _add_counts(content["count"])
    _add_heard(content["heard"])


def remove() -> int:
    """Take away what was told of quarters, and what was heard; the counts go with their
    activities. Gives of how much."""
    told = Quarter.objects.filter(is_invented=True)
    PublishedSum.objects.filter(quarter__in=told).delete()
    heard = Heard.objects.filter(sentence__endswith=INVENTED)
    return told.delete()[0] + remove_each(heard)


def _add_counts(counts: list[dict]) -> None:
    now = timezone.now()
    days = quarters.last_complete(timezone.localdate(now), QUARTERS)
    names = [each["activity"] for each in counts]
    found = {each.name: each for each in Activity.objects.filter(name__in=names)}
    if not found or Quarter.objects.filter(first_day__gte=days[0]).exists():
        return
    tallies, answers = [], []
    for each in counts:
        if activity := found.get(each["activity"]):
            for first_day in days:
                _count(activity, each, first_day, tallies, answers)
            if dimensions := each.get("dimensions"):
                activity.dimensions = dimensions
                store(activity, update_fields=["dimensions"])
    Tally.objects.bulk_create(tallies, ignore_conflicts=True)
    AnswerSum.objects.bulk_create(answers, ignore_conflicts=True)
    sums.publish(now)
    Quarter.objects.filter(first_day__in=days).update(is_invented=True)


def _count(activity, facts, first_day: date, tallies, answers) -> None:
    """On its day of the week, from the first one in the quarter on."""
    ahead = (activity.first_on.weekday() - first_day.weekday()) % 7
    many = zip(cycle(facts["first"]), cycle(facts["more"]), strict=False)
    for number, (first, more) in enumerate(islice(many, facts["times"])):
        day = first_day + timedelta(days=ahead + 7 * number)
        key = {"activity": activity, "rule_date": day}
        tallies.append(
            Tally(first_times=first, more_often=more, slips=facts["cards"], **key)
        )
        if facts["cards"]:
            answers += _answers(key, facts, OTHERWISE[number % len(OTHERWISE)])


def _answers(key, facts, otherwise: Answer) -> list[AnswerSum]:
    found = []
    for question in Question:
        yes = facts["yes"][question]
        for answer, count in [(Answer.YES, yes), (otherwise, facts["cards"] - yes)]:
            row = {"question": question, "answer": answer, "count": count}
            found.append(AnswerSum(**key, **row))
    return found


def _add_heard(sentences: list[dict]) -> None:
    areas = {each.name: each for each in Neighbourhood.objects.defer("boundary")}
    themes = {each.slug: each for each in Theme.objects.all()}
    for number, facts in enumerate(sentences):
        sentence = f"{facts['sentence']} {INVENTED}"
        if Heard.objects.filter(sentence=sentence).exists():
            continue
        heard = Heard(
            sentence=sentence,
            neighbourhood=areas.get(facts["neighbourhood"]),
            theme=themes[facts["theme"]],
            heard_on=timezone.localdate() - timedelta(days=7 * (number + 1)),
            state=State.PUBLISHED,
        )
        store(heard)
