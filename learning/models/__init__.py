from learning.models.decision import Decision
from learning.models.experiment import Experiment, ExperimentTie
from learning.models.lesson import Lesson
from learning.models.news import NewsItem

__all__ = ["Decision", "Experiment", "ExperimentTie", "Lesson", "NewsItem"]
