"""The goals of the pact, the page of one, what its numbers are made of, the sheet for
the council, and what was frozen of a year."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.kit.slugs import moved
from common.moderation.states import State
from common.translations.reading import reading
from common.web.http import public_page
from common.web.page_number import NoSuchPage, page_of
from learning.facts.progress import Sort, Standing
from learning.goals import cards, counters, freezing, helping
from learning.models import Goal, GoalSnapshot
from learning.views.experiments import DRAWINGS, ICONS

SORTS = [(Sort.DOING, "make", "sign"), (Sort.SAYING, "talk", "sign sign--rose"),
         (Sort.STATISTICS, "goal", "sign sign--blue")]  # fmt: skip
PER_PAGE = 100
OF_LEARNING = {"experiment": "experiment", "les": "lesson", "doel": "goal"}


def public_goals():
    return Goal.objects.published().select_related("theme").defer("words")


def goal_at(slug: str) -> Goal:
    """Http404 when there is none that everyone may see."""
    if (found := public_goals().filter(slug=slug).first()) is None:
        raise Http404(f"no goal {slug}")
    return found


@public_page
def goals(request):
    found = cards.of_goals(public_goals(), timezone.localdate())
    context = {
        "cards": found,
        "has_invented": any(each.goal.is_invented for each in found),
    }
    return render(request, "learning/goals/list.html", context)


@public_page
def goal(request, slug):
    found = public_goals().filter(slug=slug).first()
    if found is None:
        return redirect(moved(Goal, slug), permanent=True)
    today = timezone.localdate()
    read = reading(request, found)
    [card] = cards.of_goals([found], today, read)
    spots = helping.spots_of(card.indicators, today)
    context = {
        "card": card,
        "goal": found,
        "reading": read,
        "text": read.of(found, "text"),
        "count": Goal.objects.published().count(),
        "sorts": [
            (sort, icon, colour, [each for each in card.measured if each.sort == sort])
            for sort, icon, colour in SORTS
        ],
        "helps": [
            (OF_LEARNING.get(each.kind) or ICONS.get(each.kind, "pin"), each)
            for each in helping.helps(found)
        ],
        "spots": spots[: helping.SPOTS],
        "other_spots": len(spots[helping.SPOTS :]),
        "years": found.snapshots.values_list("year", flat=True),
        "drawing": DRAWINGS.get(found.theme.slug, "park"),
    }
    template = "learning/goals/goal.html"
    return render(request, template, context, status=read.http_status)


@public_page
def counted(request, slug):
    """What a number that the site counts is made of, as it is now."""
    counter = counters.counter_called(slug)
    if counter is None:
        raise Http404(f"nothing is counted under {slug}")
    today = timezone.localdate()
    try:
        page = page_of(Paginator(counter.rows(today), PER_PAGE), request)
    except NoSuchPage:
        raise Http404(_("There is no such page.")) from None
    value, of = counter.count(today)
    context = {
        "counter": counter,
        "value": value,
        "of": of,
        "page": page,
        "rows": counter.tell(page.object_list),
        "today": today,
    }
    return render(request, "learning/goals/counted.html", context)


def _sheet(request, content: dict, **context):
    """One A4 out of what is told, now or then: it is in Dutch."""
    measured = freezing.measured_of(content)
    context |= {
        "content": content,
        "made_on": date.fromisoformat(content["gemaakt_op"]),
        "sorts": [
            (sort, [each for each in measured if each.sort == sort])
            for sort, _icon, _colour in SORTS
        ],
        "leading": next((each for each in measured if each.is_leading), None),
        "standing": Standing(content["stand"]),
    }
    return render(request, "learning/goals/sheet.html", context)


@public_page
def on_paper(request, slug):
    found, today = goal_at(slug), timezone.localdate()
    with translation.override("nl"):
        content = freezing.told(found, today.year, today)
    return _sheet(request, content, goal=found)


def snapshot_at(slug: str, year: int) -> GoalSnapshot:
    """What was frozen stays, also of a goal that was closed since."""
    rows = GoalSnapshot.objects.filter(
        goal__slug=slug, year=year, goal__state__in=[State.PUBLISHED, State.CLOSED]
    )
    found = rows.select_related("goal").first()
    if found is None:
        raise Http404(f"nothing was frozen of {slug} in {year}")
    return found


@public_page
def of_year(request, slug, year):
    snapshot = snapshot_at(slug, year)
    return _sheet(
        request,
        snapshot.told,
        goal=snapshot.goal,
        snapshot=snapshot,
        is_there=snapshot.goal.state == State.PUBLISHED,
    )
