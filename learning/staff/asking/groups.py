"""Where staff put the answers to a question in groups, on a phone too: tick some, press
the group they belong to."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.moderation.queue import is_seen
from common.moderation.states import State
from common.translations.admin import overview
from common.web.page_number import NoSuchPage, page_of
from learning.asking import counting, grouping
from learning.forms.asking import GroupForm, NewGroupForm
from learning.models import AnswerTheme, Question

PER_PAGE = 30
LONE = "los"  # the parameter: only those in no group


def page(request, question: Question):
    """The groups, and the answers that everyone may read."""
    is_lone = request.GET.get(LONE) == "ja"
    new = NewGroupForm(request.POST if "new" in request.POST else None)
    if request.method == "POST" and _done(request, question, new):
        return redirect(request.get_full_path())
    groups = question.groups.annotate(
        many=Count("contributions", filter=counting.PUBLIC)
    )
    answers = question.contributions.published().filter(choice=None)
    count = answers.count()
    lone = answers.filter(groups=None)
    shown = (lone if is_lone else answers).prefetch_related("groups").order_by("pk")
    try:
        found = page_of(Paginator(shown, PER_PAGE), request)
    except NoSuchPage:
        raise Http404(_("There is no such page.")) from None
    context = {
        **admin.site.each_context(request),
        "title": _("Group the answers: %(question)s") % {"question": question},
        "question": question,
        "groups": groups,
        "page": found,
        "count": count,
        "lone": lone.count(),
        "is_lone": is_lone,
        "new": new,
        "may_answer": question.state == State.PUBLISHED and not question.answered_on,
        "back": reverse("admin:learning_question_change", args=[question.pk]),
    }
    template = "learning/staff/asking/groups.html"
    return render(request, template, context, status=400 if new.errors else 200)


def _done(request, question, new) -> bool:
    """Do what the button asks; False when the form of a new group is wrong."""
    sent = request.POST
    if "new" in sent:
        if not new.is_valid():
            return False
        AnswerTheme(question=question, title=new.cleaned_data["title"]).save()
        return True
    if "put" in sent:
        _put(request, _group(question, sent["put"]), sent.getlist("answer"))
    elif "out" in sent:
        group, _dash, answer = sent["out"].partition("-")
        found = question.contributions.filter(pk=_number(answer)).first()
        if found is not None:
            grouping.take_out(_group(question, group), found)
    return True


def _put(request, group, answers) -> None:
    ticked = [number for each in answers if (number := _number(each))]
    if not ticked:
        messages.warning(request, _("Tick some answers first."))
        return
    try:
        count = grouping.put(group, ticked)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return
    words = ngettext(
        "%(count)d answer is in “%(group)s” now.",
        "%(count)d answers are in “%(group)s” now.",
        count,
    )
    messages.success(request, words % {"count": count, "group": group})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _group(question, number) -> AnswerTheme:
    found = question.groups.filter(pk=_number(str(number))).first()
    if found is None:
        raise Http404(f"no group {number}")
    return found


def one(request, question: Question, group: int):
    """What a group is called, which answer stands for it, and what we do with it."""
    found = _group(question, group)
    groups_url = reverse("admin:learning_question_groups", args=[question.pk])
    if request.method == "POST" and "remove" in request.POST:
        try:
            grouping.remove(found)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            return redirect(request.path)
        return redirect(groups_url)
    form = GroupForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        found._history_user = request.user
        form.save()
        words = _("Saved. Visitors do not see the page yet.")
        if is_seen(question):
            words = _("It is now on the page of the question.")
        messages.success(request, words)
        return redirect(groups_url)
    title = question.groups.values_list("title", flat=True).get(pk=found.pk)
    context = {
        **admin.site.each_context(request),
        "title": title,
        "question": question,
        "group": found,
        "form": form,
        "texts": overview(found),
        "may_remove": found.choice is None and not found.contributions.exists(),
        "back": groups_url,
    }
    template = "learning/staff/asking/group.html"
    return render(request, template, context, status=400 if form.errors else 200)
