"""What we hear: the groups of a question with how many say so.

Words are public, each of them, so a group counts them as they are. A choice is nobody's
words: it is told only once nobody can answer any more, and as
`learning.facts.suppression` lets small groups be told.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from common.moderation.states import State
from learning.facts import suppression
from learning.facts.suppression import Group
from learning.models import AnswerTheme, Contribution, Question

PUBLIC = Q(contributions__state=State.PUBLISHED)


@dataclass(frozen=True)
class Heard:
    """`count` is None where it may not be told; `share` is of all answers, in percents;
    `quote` are the words of one of them, or empty."""

    group: AnswerTheme
    title: str
    count: int | None
    share: int
    quote: str = ""

    @property
    def is_done(self) -> bool:
        return self.group.kind == AnswerTheme.Reply.DOES


@dataclass(frozen=True)
class AllHeard:
    """`total` is how many answers these are of, None where it may not be told;
    `together` are those of the small groups of a choice. `read_up_to` is the day up to
    which all that came in was read."""

    groups: list[Heard]
    total: int | None
    together: int = 0
    read_up_to: date | None = None


def heard(question: Question, today: date, options: list[str] = ()) -> AllHeard:
    """The largest group first; a handful of queries. `options` are the answers to
    choose from in the language that is read."""
    if question.is_chosen:
        return _of_choices(question, today, options or question.option_list)
    return _of_words(question, today)


def _of_words(question, today) -> AllHeard:
    rows = question.groups.annotate(many=Count("contributions", filter=PUBLIC))
    rows = rows.select_related("quote").order_by("-many", "pk")
    total = question.contributions.published().count()
    waits = question.contributions.waiting().order_by("came_on")
    oldest = waits.values_list("came_on", flat=True).first()
    found = [
        Heard(
            each,
            each.title,
            each.many,
            round(100 * each.many / total) if total else 0,
            _quoted(each),
        )
        for each in rows
    ]
    return AllHeard(found, total, read_up_to=min(oldest or today, today))


def _quoted(group) -> str:
    is_public = group.quote is not None and group.quote.state == State.PUBLISHED
    return group.quote.text if is_public else ""


def _of_choices(question, today, options) -> AllHeard:
    groups = list(question.groups.order_by("choice"))
    counts = _counts(question) if today > question.open_until else []
    blocks = suppression.blocks(counts)
    told = {each.activity: each.shown for each in blocks if each.activity is not None}
    together = sum(each.shown for each in blocks if each.activity is None)
    total = sum(told.values()) + together
    found = [
        Heard(
            each,
            options[each.choice - 1] if each.choice <= len(options) else each.title,
            count := told.get(each.choice),
            round(100 * count / total) if count else 0,
        )
        for each in groups
    ]
    found.sort(key=lambda each: -(each.count or 0))
    return AllHeard(found, total or None, together)


def _counts(question) -> list[Group]:
    rows = Contribution.objects.published().filter(question=question)
    rows = rows.values_list("choice").annotate(many=Count("pk")).order_by("choice")
    return [Group(choice, question.pk, many) for choice, many in rows]
