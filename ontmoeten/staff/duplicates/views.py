"""Staff's pages of what may be in here twice."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from common.duplicates.models import LikelyPair, kinds
from common.moderation.states import NotAllowed
from ontmoeten.staff.duplicates import compare

SIDES = ("one", "other")


@require_safe
def pairs(request):
    """The likely doubles, the likeliest first."""
    if not any(request.user.has_perm(kind.right) for kind in kinds().values()):
        raise PermissionDenied
    pages = Paginator(compare.open_pairs(request.user), compare.PER_PAGE)
    page = pages.get_page(request.GET.get("p"))
    context = admin.site.each_context(request) | {
        "title": _("What may be in here twice"),
        "page": page,
        "shown": compare.shown(page.object_list),
    }
    return render(request, "ontmoeten/staff/duplicates/doubles.html", context)


@require_POST
def tell_apart(request, pk):
    """They are two; nobody asks again."""
    pair = LikelyPair.objects.filter(pk=pk).first()
    if pair is None or pair.kind not in kinds():
        messages.info(request, _("A colleague was first."))
        return redirect("doubles")
    if not request.user.has_perm(kinds()[pair.kind].right):
        raise PermissionDenied
    pair.tell_apart(request.user)
    messages.success(request, _("Two different ones. This is not asked again."))
    return redirect("doubles")


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, kind, one, other):
    """Two side by side, and by field whose value stays."""
    kind = kinds().get(kind)
    if kind is None:
        raise Http404("no such kind")
    if not request.user.has_perm(kind.right):
        raise PermissionDenied
    both = compare.compared(kind, one, other)
    if both is None:
        messages.info(request, _("One of the two is not there any more."))
        return redirect("doubles")
    problem = ""
    if request.method == "POST":
        problem = _merged(request, both)
        if not problem:
            return redirect("doubles")
    keeps = request.POST.get("keeps")
    context = admin.site.each_context(request) | {
        "title": _("Make these two one"),
        "both": both,
        "keeps": keeps if keeps in SIDES else both.keeps,
        "rows": [
            (each, request.POST.get(f"field.{each.name}") or each.chosen)
            for each in both.differences
        ],
        "problem": problem,
    }
    return render(
        request,
        "ontmoeten/staff/duplicates/merge.html",
        context,
        status=409 if problem else 200,
    )


def _merged(request, both) -> str:
    """Does it; gives in words why not."""
    keeps = request.POST.get("keeps")
    if keeps not in SIDES:
        return _("Choose which of the two stays.")
    if request.POST.get("version") != both.version:
        return _("A colleague changed one of the two meanwhile. Look once more.")
    chosen = {
        each.name: side
        for each in both.differences
        if (side := request.POST.get(f"field.{each.name}")) in SIDES
    }
    keep = both.one if keeps == "one" else both.other
    try:
        moved = both.merge(keeps, chosen, request.user)
    except NotAllowed:
        return _("That is not possible: the one that everyone sees has to stay.")
    except ValidationError as error:
        return " ".join(error.messages)
    words = _("They are one now: %(name)s.") % {"name": keep}
    if moved:
        told = ", ".join(f"{count} {name}" for name, count in moved.items())
        words += " " + _("Moved along: %(what)s.") % {"what": told}
    messages.success(request, words)
    return ""
