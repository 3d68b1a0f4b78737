"""Deciding about many things at once, in a list of staff: it names how many, asks, and
can be taken back."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from common.moderation.deciding import NAMED, not_possible
from common.moderation.queue import Source
from common.moderation.undoing.decisions import undoable

SURE = "sure"  # name of the button that answers the question


def asks_first(*, is_grave: bool = False) -> Callable:
    """An action of a list that asks before it does it. `is_grave`: takes something off
    the site."""

    def wrapped(action):
        @wraps(action)
        def asking(self, request, chosen):
            if SURE in request.POST or not chosen.exists():
                return action(self, request, chosen)
            return question(self, request, chosen, asking, is_grave)

        return asking

    return wrapped


def question(page, request, chosen, action, is_grave=False):
    """The page that names how many and asks; its button sends the same again."""
    context = {
        **page.admin_site.each_context(request),
        "title": getattr(action, "short_description", action.__name__),
        "opts": page.model._meta,
        "count": chosen.count(),
        "names": [str(each) for each in chosen[:NAMED]],
        "is_grave": is_grave,
        "sure": SURE,
        "kept": [
            (name, value)
            for name in ("action", ACTION_CHECKBOX_NAME, "select_across", "index")
            for value in request.POST.getlist(name)
        ],
        "list_url": request.get_full_path(),
    }
    return render(request, "common/moderation/admin/sure.html", context)


def decide_all(request, source: Source, things: QuerySet, do: str, words: str) -> None:
    """Decide the same about these and say so. `words` has a %d for how many."""
    with undoable(source, do, things, request.user) as made:
        done, stayed = source.decide_all(things, do, request.user)
        made.words = words % done
    say(request, made)
    if stayed:
        messages.warning(request, not_possible(stayed))


def say(request, made) -> None:
    """What was decided, with the way to take it back."""
    if made.pk is None:
        messages.success(request, made.words)
        return
    url = f"{reverse('queue')}?net={made.pk}"
    line = format_html('{} <a href="{}">{}</a>', made.words, url, _("Undo"))
    messages.success(request, line)
