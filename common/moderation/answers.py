"""Answers that staff give again and again, kept as texts that they can change."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.moderation.states import LONGEST_ANSWER, Move


class AnswerTemplate(models.Model):
    """A text that staff start an answer from."""

    DECISIONS = (Move.PUBLISH, Move.RETURN, Move.REFUSE)
    REPORT = "report"  # an answer to who told us that something is wrong

    name = OneLineField(_("name"), max_length=80, unique=True)
    move = OneLineField(
        _("answer to"),
        max_length=10,
        choices=[
            *[(move.value, move.label) for move in DECISIONS],
            (REPORT, _("a report")),
        ],
    )
    text = LinesField(
        _("text"),
        max_length=LONGEST_ANSWER,
        help_text=_("Plain words; “je”, short sentences."),
    )

    history = HistoricalRecords()

    class Meta:
        app_label = "ontmoeten"
        ordering = ["move", "name"]
        verbose_name = _("answer to start from")
        verbose_name_plural = _("answers to start from")

    def __str__(self):
        return self.name
