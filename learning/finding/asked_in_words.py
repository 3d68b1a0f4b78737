"""How far a question is, in words, wherever there is no page around it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.facts.asking import Stage
from learning.models import Question


def late_in_words(days: int) -> str:
    words = ngettext("%(days)d day too late", "%(days)d days too late", days)
    return words % {"days": days}


def stage_in_words(question: Question) -> str:
    """ "Open until 15 December", "10 days too late"."""
    today = timezone.localdate()
    stage, late = question.stage(today), question.days_late(today)
    if stage == Stage.LATE:
        return capfirst(late_in_words(late))
    if stage == Stage.ANSWERED:
        how = late_in_words(late) if late else _("on time")
        return _("Answered, %(how)s") % {"how": how}
    day = question.open_until if stage == Stage.OPEN else question.answer_on
    words = {
        Stage.OPEN: _("Open up to and including %(day)s"),
        Stage.READING: _("We answer on %(day)s"),
        Stage.COMING: _("Opens on %(day)s"),
    }
    if stage == Stage.COMING:
        day = question.opens_on
    return words[stage] % {"day": date_format(day, "j F Y")}
