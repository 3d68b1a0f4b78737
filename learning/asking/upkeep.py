"""What follows when a question changes: its address and the words by which it is
found."""

from common.kit.storing import register
from learning.experiments.upkeep import around, keep_words, kept, words_of
from learning.models import Question

NOT_FOUND_BY = {"asked_by", "label"}


def find_question(question: Question) -> None:
    names = [name for name in question.translated if name not in NOT_FOUND_BY]
    own = [getattr(question, name) for name in names]
    keep_words(question, words_of([*own, *around(question)]))


def register_upkeep() -> None:
    register(Question, kept(find_question))
