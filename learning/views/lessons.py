"""The list of lessons, and the page of one."""

from django.shortcuts import redirect, render
from django.utils import timezone

from common.kit.slugs import moved
from common.translations.reading import reading
from common.web.http import public_page
from learning.finding import cards
from learning.finding.filters import LessonFilterSet
from learning.goals import helping
from learning.models import Lesson
from learning.views.lists import list_page

ON_PAPER = 9  # lessons on one sheet


@public_page
def lessons(request):
    return list_page(
        request,
        LessonFilterSet(request.GET),
        "learning/lessons/list.html",
        cards.of_lessons,
    )


@public_page
def on_paper(request):
    """One A4 for the council, of what the same filters find; it says how many more."""
    filter_set = LessonFilterSet(request.GET)
    if not filter_set.is_valid():
        return lessons(request)
    rows = list(filter_set.found[: ON_PAPER + 1])
    count = len(rows) if len(rows) <= ON_PAPER else filter_set.found.count()
    context = {
        "filter": filter_set,
        "cards": cards.of_lessons(rows[:ON_PAPER]),
        "more": max(count - ON_PAPER, 0),
        "has_invented": any(each.is_invented for each in rows[:ON_PAPER]),
        "today": timezone.localdate(),
    }
    return render(request, "learning/lessons/a4.html", context)


@public_page
def lesson(request, slug):
    found = Lesson.objects.published().filter(slug=slug).defer("words").first()
    if found is None:
        return redirect(moved(Lesson, slug), permanent=True)
    read = reading(request, found)
    [card] = cards.of_lessons([found], read)
    others = found.contradicts.published().defer("words").order_by("sentence", "pk")
    context = {
        "lesson": found,
        "card": card,
        "reading": read,
        "areas": found.neighbourhoods.defer("boundary").order_by("name"),
        "part": {"goals": helping.goals_of(found)},
        "others": cards.of_lessons(others),
    }
    template = "learning/lessons/lesson.html"
    return render(request, template, context, status=read.http_status)
