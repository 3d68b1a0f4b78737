"""What the search field finds besides places: lessons, experiments, questions to the
city, goals, news and what was heard on the street, by the words of their texts. The
words of a question say nothing: "wat weten we over"."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.facts.question_words import telling
from learning.models import Experiment, Goal, Heard, Lesson, NewsItem, Question
from places.search.others import Others, Thing

SHOWN = 3
SHORTEST = 3  # letters of a word that finds something


def others(words: str) -> list[Others]:
    terms = telling(words)
    if not terms or max(map(len, terms)) < SHORTEST:
        return []
    kinds = [_lessons, _experiments, _questions, _goals, _news, _heard]
    return [found for find in kinds if (found := find(words, terms))]


def _lessons(words, terms) -> Others | None:
    found = Lesson.objects.published().with_terms(terms).defer("words")
    text = ngettext("%(count)s lesson", "%(count)s lessons", count := found.count())
    url, more = _list("learning:lessons", words), _("See these lessons")
    return _others(found, count, text, "lesson", url, more)


def _experiments(words, terms) -> Others | None:
    found = Experiment.objects.published().with_terms(terms).defer("words")
    text = ngettext(
        "%(count)s experiment", "%(count)s experiments", count := found.count()
    )
    url, more = _list("learning:experiments", words), _("See these experiments")
    return _others(found, count, text, "experiment", url, more)


def _goals(_words, terms) -> Others | None:
    found = Goal.objects.published().with_terms(terms).defer("words")
    text = ngettext("%(count)s goal", "%(count)s goals", count := found.count())
    return _others(
        found, count, text, "goal", reverse("learning:goals"), _("All goals")
    )


def _questions(words, terms) -> Others | None:
    found = Question.objects.published().with_terms(terms).defer("words")
    count = found.count()
    text = ngettext(
        "%(count)s question to the city", "%(count)s questions to the city", count
    )
    url, more = _list("learning:questions", words), _("See these questions")
    return _others(found, count, text, "question", url, more)


def _news(_words, terms) -> Others | None:
    found = NewsItem.objects.published().with_terms(terms).defer("words")
    text = ngettext(
        "%(count)s news item", "%(count)s news items", count := found.count()
    )
    return _others(found, count, text, "talk", reverse("learning:news"), _("All news"))


def _heard(words, terms) -> Others | None:
    found = Heard.objects.published().with_terms(terms).defer("words")
    text = ngettext(
        "heard on the street: %(count)s sentence",
        "heard on the street: %(count)s sentences",
        count := found.count(),
    )
    url, more = _list("learning:heard", words), _("Read what was heard")
    return _others(found, count, text, "talk", url, more, _page_of_heard)


def _page_of_heard(heard) -> str:
    return reverse("learning:heard-one", args=[heard.pk])


def _page_of(entry) -> str:
    return entry.get_absolute_url()


def _list(name, words) -> str:
    return f"{reverse(name)}?{urlencode({'q': words})}"


def _others(
    found, count, text, icon, url, more, page: Callable[[Model], str] = _page_of
) -> Others | None:
    if not count:
        return None
    things = [Thing(str(each), "", icon, page(each)) for each in found[:SHOWN]]
    return Others(text % {"count": count}, url, things, more)
