from learning.models.asking import (
    AnswerTheme,
    Contribution,
    Promise,
    Question,
    QuestionTie,
    WantsAnswer,
)
from learning.models.decision import Decision
from learning.models.experiment import Experiment, ExperimentTie
from learning.models.goals import (
    Goal,
    GoalSnapshot,
    GoalTie,
    Indicator,
    Measurement,
)
from learning.models.heard import Heard
from learning.models.lesson import Lesson
from learning.models.news import NewsItem
from learning.models.published import PublishedSum, Quarter
from learning.models.slip import AnswerSum, Slip
from learning.models.tally import Tally, TallyBatch

__all__ = [
    "AnswerSum",
    "AnswerTheme",
    "Contribution",
    "Decision",
    "Experiment",
    "ExperimentTie",
    "Goal",
    "GoalSnapshot",
    "GoalTie",
    "Heard",
    "Indicator",
    "Lesson",
    "Measurement",
    "NewsItem",
    "Promise",
    "PublishedSum",
    "Quarter",
    "Question",
    "QuestionTie",
    "Slip",
    "Tally",
    "TallyBatch",
    "WantsAnswer",
]
