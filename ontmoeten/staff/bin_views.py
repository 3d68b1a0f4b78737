"""The bin: what staff threw away, until when it can come back."""

from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.history import bin
from common.history.bin import Binned
from common.history.bin_admin import WithBin
from common.moderation.states import NotAllowed

PER_PAGE = 50


def _may(person, action: str, model) -> bool:
    meta = model._meta
    return person.has_perm(f"{meta.app_label}.{get_permission_codename(action, meta)}")


def models_of(person) -> list:
    """Of which models someone may see what was thrown away."""
    kept = [model for model, page in admin.site._registry.items()
            if isinstance(page, WithBin)]  # fmt: skip
    return [model for model in kept if _may(person, "delete", model)]


def rows_of(person) -> QuerySet[Binned]:
    """All of that."""
    kinds = ContentType.objects.get_for_models(*models_of(person)).values()
    return Binned.objects.filter(kind__in=kinds)


@require_safe
def page(request):
    if not models_of(request.user):
        raise PermissionDenied
    rows = rows_of(request.user).select_related("kind", "thrown_by")
    found = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        **admin.site.each_context(request),
        "title": _("Bin"),
        "page": found,
        "rows": [
            {
                "found": row,
                "kind": row.model._meta.verbose_name,
                "may": _may(request.user, "change", row.model),
            }
            for row in found
        ],
    }
    return render(request, "common/history/bin/list.html", context)


@require_POST
def take_back(request, pk):
    found = get_object_or_404(Binned.objects.select_related("kind"), pk=pk)
    if not all(_may(request.user, each, found.model) for each in ("delete", "change")):
        raise PermissionDenied
    try:
        entry = bin.take_back(found, request.user)
    except NotAllowed:
        messages.warning(request, _("A colleague was first. Look at how it is now."))
    except ValidationError as error:
        words = _("“%(name)s” can not come back: %(why)s")
        why = " ".join(error.messages)
        messages.error(request, words % {"name": found.name, "why": why})
    except IntegrityError:
        words = _("“%(name)s” can not come back: it does not fit any more.")
        messages.error(request, words % {"name": found.name})
    else:
        messages.success(request, _("“%(name)s” is back.") % {"name": entry})
        meta = entry._meta
        name = f"admin:{meta.app_label}_{meta.model_name}_change"
        return redirect(reverse(name, args=[entry.pk]))
    return redirect("bin")
