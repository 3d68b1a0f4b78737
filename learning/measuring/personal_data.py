"""What is kept when one counts, and that it is of nobody: see
`common.protect.personal`."""

from django.utils.translation import gettext_lazy as _

from common.protect.personal import EVERY_FIELD, NotPersonal
from learning.models import (
    AnswerSum,
    Heard,
    PublishedSum,
    Quarter,
    Slip,
    Tally,
    TallyBatch,
)

SUMS = [AnswerSum, PublishedSum, Quarter, Tally, Tally.history.model]
PERSONAL_DATA = [
    NotPersonal(
        _("how many people came and what they answered, in sums; nobody is asked who"),
        dict.fromkeys(SUMS, (EVERY_FIELD,)),
    ),
    NotPersonal(
        _("a sentence that a colleague heard; a second one sees that nobody is in it"),
        {
            Heard: ("sentence", "refusal_reason", "words"),
            Heard.history.model: ("sentence", "refusal_reason"),
        },
    ),
    NotPersonal(
        _("a number by which a card or a sent count works once, erased after that"),
        {Slip: (EVERY_FIELD,), TallyBatch: (EVERY_FIELD,)},
    ),
]
