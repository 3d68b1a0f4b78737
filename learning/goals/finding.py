"""What staff find when they look for what helps a goal: everything that is registered,
with what the city tries and learns."""

from common.links import kinds
from common.links.kinds import Told
from learning.facts.question_words import telling
from learning.finding.as_link import EXPERIMENT, LESSON
from learning.models import Experiment, Lesson

SHOWN = 8  # of what we learnt, of each sort


def found_by(words: str) -> list[Told]:
    if not words.strip():
        return []
    terms = telling(words)
    keys = [
        (kind, pk)
        for kind, model in [(EXPERIMENT, Experiment), (LESSON, Lesson)]
        for pk in model.objects.published()
        .with_terms(terms)
        .values_list("pk", flat=True)[: SHOWN if terms else 0]
    ]
    known = kinds.told(keys)
    return [*(known[key] for key in keys if key in known), *kinds.find(words)]
