"""What is kept of who answers a question: see `common.protect.personal`."""

from django.utils.translation import gettext_lazy as _

from common.protect.personal import EVERY_FIELD, Held, NotPersonal
from learning.facts.asking import RETENTION, RETENTION_UNREAD
from learning.models import (
    AnswerTheme,
    Contribution,
    Promise,
    Question,
    QuestionTie,
    WantsAnswer,
)

PERSONAL_DATA = [
    Held(
        "contribution",
        Contribution,
        ("text",),
        what=_("what you answer to a question, without your name"),
        whom=_("who answers a question of the city"),
        why=_("so that we hear it, and everyone can read it once we did"),
        until=_(
            "as long as the question is there; what we do not show: {0} after the day "
            "on which we promised to answer, what nobody read {1}"
        ),
        terms=(RETENTION, RETENTION_UNREAD),
        job="erase answers that are not public",
        lasts=True,
    ),
    Held(
        "wants-answer",
        WantsAnswer,
        ("email",),
        what=_("your e-mail address"),
        whom=_("who answers a question of the city"),
        why=_("to tell you once that our answer is there"),
        until=_(
            "until we told you, {0} after the day on which we promised to answer at "
            "the latest"
        ),
        terms=(RETENTION,),
        job="erase who suggested something",
    ),
    NotPersonal(
        _("what staff write for everyone about a question and its answers"),
        {
            Question: (EVERY_FIELD,),
            QuestionTie: (EVERY_FIELD,),
            Promise: (EVERY_FIELD,),
            AnswerTheme: (EVERY_FIELD,),
            Contribution: ("refusal_reason",),
            WantsAnswer: ("language",),
        },
    ),
]
