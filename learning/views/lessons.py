"""The list of lessons, and the page of one."""

from django.shortcuts import redirect, render

from common.kit.slugs import moved
from common.translations.reading import reading
from common.web.http import public_page
from learning.finding import cards
from learning.finding.filters import LessonFilterSet
from learning.goals import helping
from learning.models import Lesson
from learning.views.lists import list_page


@public_page
def lessons(request):
    return list_page(
        request,
        LessonFilterSet(request.GET),
        "learning/lessons/list.html",
        cards.of_lessons,
    )


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
