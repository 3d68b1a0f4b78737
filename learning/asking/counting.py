"""What we hear: the groups of a question with how many say so.

Words are public, each of them, so a group counts them as they are. A choice is nobody's
words: it is told only once nobody can answer any more, and as
`learning.facts.suppression` lets small groups be told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from common.moderation.states import State
from common.translations.languages import DUTCH
from common.translations.models import Status
from common.translations.reading import DisplayText, Reading
from learning.facts import suppression
from learning.facts.suppression import Group
from learning.models import AnswerTheme, Contribution, Question

PUBLIC = Q(contributions__state=State.PUBLISHED)


@dataclass(frozen=True)
class Heard:
    """`count` is None where it may not be told; `share` is of all answers, in percents;
    `quote` are the words of one of them, or empty."""

    group: AnswerTheme
    title: DisplayText
    reply: DisplayText
    count: int | None
    share: int
    quote: str = ""

    @property
    def is_done(self) -> bool:
        return self.group.kind == AnswerTheme.Reply.DOES

    @property
    def doubts(self) -> list[DisplayText]:
        """Of which a page says how sure we are, each way once."""
        found = {each.status: each for each in [self.title, self.reply] if each.text}
        return [found[each] for each in found if each not in (None, Status.CHECKED)]


@dataclass(frozen=True)
class AllHeard:
    """`total` is how many answers these are of, None where it may not be told;
    `together` are those of the small groups of a choice. `read_up_to` is the day up to
    which all that came in was read."""

    groups: list[Heard]
    total: int | None
    together: int = 0
    read_up_to: date | None = None


def heard(
    question: Question,
    today: date,
    options: Sequence[DisplayText] = (),
    language: str = DUTCH,
) -> AllHeard:
    """The largest group first; a handful of queries. `options` are the answers to
    choose from in the language that is read."""
    if question.is_chosen:
        return _of_choices(question, today, options, language)
    return _of_words(question, today, language)


def _of_words(question, today, language) -> AllHeard:
    rows = question.groups.annotate(many=Count("contributions", filter=PUBLIC))
    rows = list(rows.select_related("quote").order_by("-many", "pk"))
    read = Reading(language, *rows)
    total = question.contributions.published().count()
    waits = question.contributions.waiting().order_by("came_on")
    oldest = waits.values_list("came_on", flat=True).first()
    found = [
        Heard(
            each,
            read.of(each, "title"),
            read.of(each, "reply"),
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


def _of_choices(question, today, options, language) -> AllHeard:
    groups = list(question.groups.order_by("choice"))
    read = Reading(language, *groups)
    dutch = [DisplayText(each, DUTCH, None) for each in question.option_list]
    options = options or dutch
    counts = _counts(question) if today > question.open_until else []
    blocks = suppression.blocks(counts)
    told = {each.activity: each.shown for each in blocks if each.activity is not None}
    together = sum(each.shown for each in blocks if each.activity is None)
    total = sum(told.values()) + together
    found = [
        Heard(
            each,
            options[each.choice - 1]
            if each.choice <= len(options)
            else read.of(each, "title"),
            read.of(each, "reply"),
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
