"""Questions to the city, what people answer, and what we promise."""

from learning.models.asking.contribution import (
    AnswerTheme,
    Contribution,
    WantsAnswer,
)
from learning.models.asking.question import Promise, Question, QuestionTie

__all__ = [
    "AnswerTheme",
    "Contribution",
    "Promise",
    "Question",
    "QuestionTie",
    "WantsAnswer",
]
