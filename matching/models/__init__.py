from matching.models.look import Look
from matching.models.moment import Moment
from matching.models.note import Note
from matching.models.pair import Pair
from matching.models.participant import Participant
from matching.models.policy import Policy
from matching.models.safeguard import Safeguard
from matching.models.subject import Subject
from matching.models.waited import Waited

__all__ = [
    "Look",
    "Moment",
    "Note",
    "Pair",
    "Participant",
    "Policy",
    "Safeguard",
    "Subject",
    "Waited",
]
