"""Staff put answers that say the same under one title. One answer may be in two."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.moderation.deciding import locked
from common.moderation.states import State
from learning.facts.asking import MOST_GROUPS
from learning.models import AnswerTheme, Contribution

TIE = AnswerTheme.contributions.through


@transaction.atomic
def put(group: AnswerTheme, contributions: Collection[int]) -> int:
    """Those of its question that everyone may read; gives how many are new in it.
    ValidationError, with nothing done, when one is in two groups already."""
    locked(group.question)
    rows = Contribution.objects.published().filter(
        question=group.question, pk__in=contributions
    )
    new = rows.exclude(groups=group).annotate(many=Count("groups"))
    full = [each for each in new if each.many >= MOST_GROUPS]
    if full:
        words = ngettext(
            "One of these is in two groups already: take it out of one first.",
            "%(count)d of these are in two groups already: take them out of one first.",
            len(full),
        )
        raise ValidationError(words % {"count": len(full)})
    group.contributions.add(*new)
    return len(new)


@transaction.atomic
def take_out(group: AnswerTheme, contribution: Contribution) -> None:
    """What is in it no more is not quoted either."""
    locked(group.question)
    group.contributions.remove(contribution)
    if group.quote_id == contribution.pk:
        group.quote = None
        group.save()


@transaction.atomic
def remove(group: AnswerTheme) -> None:
    """A group without answers; ValidationError for others and for those of a choice."""
    locked(group.question)
    if group.choice is not None or group.contributions.exists():
        raise ValidationError(_("There are answers in it: take them out first."))
    group.delete()


def quotes_of(group: AnswerTheme):
    """Which of its answers may be quoted."""
    return group.contributions.filter(state=State.PUBLISHED).order_by("pk")
