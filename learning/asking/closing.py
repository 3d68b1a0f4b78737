"""The one way to close a question: with a reply to every group, and every answer read.
Who left an address hears it then, once, and the address is erased."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from simple_history.utils import update_change_reason

from common.kit.storing import store_and_tell
from common.mail import sending
from common.moderation.deciding import locked
from common.moderation.states import NotAllowed, State
from learning.models import Question, WantsAnswer

TEMPLATE = "learning/mail/answer_is_there.html"


@transaction.atomic
def close(question: Question, summary: str, by=None) -> Question:
    """Answered from now on. NotAllowed when that was done before, ValidationError with
    a sentence for each thing that lacks."""
    question = locked(question)
    if question.answered_on is not None:
        raise NotAllowed("answered before")
    if lacks := lacking(question, summary):
        raise ValidationError(lacks)
    question.summary, question.answered_on = summary.strip(), timezone.localdate()
    question._history_user = by
    store_and_tell(question, update_fields=["summary", "answered_on"])
    update_change_reason(question, _("answered"))
    _tell(question)
    return question


def lacking(question: Question, summary: str) -> list[str]:
    """What has to be done first, in sentences; a handful of queries."""
    found = []
    if question.state != State.PUBLISHED:
        found.append(_("The question is not on the site."))
    elif question.open_until >= timezone.localdate():
        words = _("People can still answer, up to %(day)s.")
        found.append(words % {"day": date_format(question.open_until, "j F")})
    if not summary.strip():
        found.append(_("Write our answer in short."))
    if waits := question.contributions.waiting().count():
        words = ngettext(
            "%(count)d answer was not read yet.",
            "%(count)d answers were not read yet.",
            waits,
        )
        found.append(words % {"count": waits})
    groups = list(question.groups.all())
    if not groups and question.contributions.published().exists():
        found.append(_("Put the answers in groups: there is none yet."))
    without = [each.title for each in groups if not each.kind]
    if without:
        words = _("Say what you do with it, or that you can't: %(names)s.")
        found.append(words % {"names": ", ".join(without)})
    return found


def _tell(question: Question) -> None:
    url = question.get_absolute_url()
    for each in WantsAnswer.objects.select_for_update().filter(question=question):
        sending.send(
            TEMPLATE,
            to=each.email,
            context={"question": question, "url": sending.absolute(url)},
            key=f"answer-is-there:{each.pk}",
            language=each.language,
        )
        each.delete()
