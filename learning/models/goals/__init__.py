from learning.models.goals.goal import Goal, GoalTie
from learning.models.goals.indicator import Indicator, Measurement
from learning.models.goals.snapshot import GoalSnapshot

__all__ = ["Goal", "GoalSnapshot", "GoalTie", "Indicator", "Measurement"]
