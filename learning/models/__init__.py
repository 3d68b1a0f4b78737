from learning.models.heard import Heard
from learning.models.published import PublishedSum, Quarter
from learning.models.slip import AnswerSum, Slip
from learning.models.tally import Tally, TallyBatch

__all__ = [
    "AnswerSum",
    "Heard",
    "PublishedSum",
    "Quarter",
    "Slip",
    "Tally",
    "TallyBatch",
]
