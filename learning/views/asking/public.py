"""The list of questions to the city, the page of one, and all its answers."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.kit import tables
from common.kit.slugs import moved
from common.links import kinds
from common.translations.languages import DUTCH
from common.translations.models import Status
from common.translations.reading import DisplayText, reading
from common.web.http import public_page
from common.web.page_number import NoSuchPage, page_of
from learning.asking import counting
from learning.facts.asking import Stage, lines
from learning.finding.questions import QuestionFilterSet, of_questions
from learning.models import Question
from learning.views.lists import list_page

OTHERS = 4
PER_PAGE = 50


@public_page
def questions(request):
    template = "learning/questions/list.html"
    return list_page(request, QuestionFilterSet(request.GET), template, of_questions)


def found_question(slug) -> Question | None:
    known = Question.objects.published().filter(slug=slug)
    return known.select_related("tie__kind").defer("words").first()


def shown_options(question, read) -> list[str]:
    """The answers to choose from as they are read; in Dutch when a translation has not
    as many."""
    given = lines(read.of(question, "options").text)
    own = question.option_list
    return given if len(given) == len(own) else own


def _options_as_read(question, read) -> list[DisplayText]:
    shown, own = read.of(question, "options"), question.option_list
    options = shown_options(question, read)
    if options == own and lines(shown.text) != own:
        shown = replace(shown, language=DUTCH, status=Status.MISSING)
    return [replace(shown, text=each) for each in options]


def _others(question):
    """What was asked before; what is late first."""
    rows = Question.objects.published().exclude(pk=question.pk).defer("words")
    today = timezone.localdate()
    rows = rows.filter(open_until__lt=today).order_by("answered_on", "-answer_on", "pk")
    late = rows.in_stage(Stage.LATE, today)[:OTHERS]
    done = rows.in_stage(Stage.ANSWERED, today).order_by("-answered_on", "pk")[:OTHERS]
    return of_questions([*late, *done][:OTHERS])


def _carrier(question):
    """The page that carries it, if everyone may see that."""
    tie = getattr(question, "tie", None)
    return kinds.told([tie.link]).get(tie.link) if tie and tie.link else None


@public_page
def question(request, slug):
    found = found_question(slug)
    if found is None:
        return redirect(moved(Question, slug), permanent=True)
    read = reading(request, found)
    texts = {name: read.of(found, name) for name in found.translated}
    today = timezone.localdate()
    [card] = of_questions([found], read)
    context = {
        "question": found,
        "card": card,
        "reading": read,
        "texts": texts,
        "promises": found.promises.all(),
        "heard": counting.heard(
            found, today, _options_as_read(found, read), read.language
        ),
        "themes": found.themes.all(),
        "carrier": _carrier(found),
        "others": _others(found),
    }
    template = "learning/questions/question.html"
    return render(request, template, context, status=read.http_status)


def _public_answers(question):
    """The words of who answered in words; of a choice there are none."""
    return question.contributions.published().filter(choice=None).order_by("-pk")


@public_page
def answers(request, slug):
    if (found := found_question(slug)) is None:
        raise Http404(f"no question {slug}")
    try:
        page = page_of(Paginator(_public_answers(found), PER_PAGE), request)
    except NoSuchPage:
        raise Http404(_("There is no such page.")) from None
    read = reading(request, found)
    context = {"question": found, "title": read.of(found, "title"), "page": page}
    return render(request, "learning/questions/answers.html", context)


@public_page
def answers_csv(request, slug):
    """What everyone may read: of words each answer, of a choice how many."""
    if (found := found_question(slug)) is None:
        raise Http404(f"no question {slug}")
    name = f"vraag-{found.slug}.csv"
    if found.is_chosen:
        told = counting.heard(found, timezone.localdate()).groups
        rows = [[each.title.text, _known(each.count)] for each in told]
        return tables.csv_response(["antwoord", "aantal"], rows, name)
    rows = ([each.came_on.isoformat(), each.text] for each in _public_answers(found))
    return tables.csv_response(["binnengekomen_op", "antwoord"], rows, name)


def _known(count):
    return "" if count is None else count
