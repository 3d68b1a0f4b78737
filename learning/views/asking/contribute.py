"""Where someone answers a question of the city, and hears what happens with it."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.formats import date_format

from common.protect.forms import form_page
from common.translations.reading import reading
from common.web.http import public_page
from learning.facts.asking import Stage
from learning.forms.contribution import ContributionForm
from learning.views.asking.public import found_question, shown_options


@form_page
def contribute(request, slug):
    found = found_question(slug)
    if found is None:
        raise Http404(f"no question {slug}")
    read = reading(request, found)
    shown = {
        "options": shown_options(found, read),
        "label": read.of(found, "label").text,
        "day": date_format(found.answer_on, "j F Y"),
    }
    made = {"request": request, "question": found, "texts": shown}
    form = ContributionForm(request.POST or None, **made)
    is_closed = found.stage() != Stage.OPEN
    if request.method == "POST" and form.is_valid():
        if form.send():
            return redirect("learning:contributed", found.slug)
        is_closed = form.is_closed
    context = {
        "question": found,
        "asked": read.of(found, "title"),
        "form": form,
        "is_closed": is_closed,
    }
    status = 410 if is_closed and request.method == "POST" else 200
    return render(request, "learning/questions/ask.html", context, status=status)


@public_page
def thanks(request, slug):
    if (found := found_question(slug)) is None:
        raise Http404(f"no question {slug}")
    title = reading(request, found).of(found, "title")
    context = {"question": found, "title": title}
    return render(request, "learning/questions/thanks.html", context)
