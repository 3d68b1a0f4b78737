"""What follows when an experiment, a lesson or a message changes: its address is made
before it is saved, the words by which it is found after it and its lists are."""

from collections.abc import Callable

from common.kit.slugs import free_slug
from common.kit.storing import Fields, Upkeep, register
from learning.models import Experiment, Goal, Lesson, NewsItem
from places.textindex.words import STOP, indexed


def prepare_address(entry, fields: Fields) -> set[str]:
    if entry.slug:
        return {"changed_at"}
    others = type(entry).objects.exclude(pk=entry.pk)
    entry.slug = free_slug(others, str(entry), entry.word)
    return {"slug", "changed_at"}


def words_of(texts) -> str:
    """Their terms, with a space before and after each."""
    terms = {term for text in texts for term in indexed(text)}
    return f" {' '.join(sorted(terms - STOP))} "


def around(entry) -> list[str]:
    lists = [*entry.themes.all(), *entry.neighbourhoods.defer("boundary")]
    return [str(each) for each in lists]


def keep_words(entry, words: str) -> None:
    if entry.words != words:
        entry.words = words
        type(entry).objects.filter(pk=entry.pk).update(words=words)


def find_experiment(experiment: Experiment) -> None:
    """Its lessons are found by its title too."""
    names = [name for name in experiment.translated if name != "decides"]
    own = [getattr(experiment, name) for name in names]
    keep_words(experiment, words_of([*own, *around(experiment)]))
    for lesson in experiment.lessons.all():
        find_lesson(lesson)


def find_lesson(lesson: Lesson) -> None:
    own = [getattr(lesson, name) for name in lesson.translated]
    tried = lesson.experiments.values_list("title", flat=True)
    keep_words(lesson, words_of([*own, *tried, *around(lesson)]))


def find_goal(goal: Goal) -> None:
    own = [getattr(goal, name) for name in goal.translated]
    keep_words(goal, words_of([*own, str(goal.theme)]))


def find_news(item: NewsItem) -> None:
    keep_words(item, words_of([item.title, item.text]))


def kept(find: Callable) -> Upkeep:
    """The words by which it is found stay when only its state changes."""
    return Upkeep(
        prepare=prepare_address, follow=find, follow_moved=lambda entries: None
    )


def register_all() -> None:
    register(Goal, kept(find_goal))
    register(Experiment, kept(find_experiment))
    register(Lesson, kept(find_lesson))
    register(NewsItem, kept(find_news))
