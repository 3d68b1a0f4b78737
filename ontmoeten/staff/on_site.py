"""From the administration to the page that everyone sees; what is not on the site yet
is shown to staff only, as it will be."""

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from common.kit.storing import store
from common.moderation.queue import is_seen
from common.moderation.states import Moderated, State


@require_safe
@csp_update({"frame-src": [SELF]})
def page(request, content_type_id, object_id):
    """The public page; of what visitors do not see a frame with it."""
    entry = _entry(content_type_id, object_id)
    if entry is None or is_seen(entry):
        if entry is not None and (language := _language(request)):
            with override(language):
                return redirect(entry.get_absolute_url())
        try:
            return shortcut(request, content_type_id, object_id)
        except (ValidationError, ValueError, OverflowError) as error:  # no such id
            raise Http404 from error
    _check(request.user, entry)
    context = admin.site.each_context(request) | {
        "title": _("As a visitor sees it"),
        "entry": entry,
        "content_type_id": content_type_id,
        "asked": f"?taal={language}" if (language := _language(request)) else "",
        "around": _("Around the preview"),  # its parts are not those in the frame
    }
    return render(request, "ontmoeten/staff/on_site.html", context)


@require_safe
@never_cache
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def framed(request, content_type_id, object_id):
    """What stands in that frame: made by the public page itself, in a transaction that
    is rolled back when it is written, so that nothing of it is kept."""
    entry = _entry(content_type_id, object_id)
    if entry is None:
        raise Http404(f"nothing to look at: {content_type_id} {object_id}")
    _check(request.user, entry)
    language = _language(request) or settings.LANGUAGE_CODE
    with transaction.atomic():
        for each in [getattr(entry, "organisation", None), entry]:
            if each is not None and each.state != State.PUBLISHED:
                each.state = State.PUBLISHED
                store(each)
        with override(language):
            view = resolve(entry.get_absolute_url())
            answer = view.func(request, *view.args, **view.kwargs)
        transaction.set_rollback(True)
    del answer.headers["Cache-Control"]  # of the page that everyone may keep
    return answer


def _language(request) -> str:
    """Of the site, in which they want to see it (?taal=); else empty."""
    asked = request.GET.get("taal", "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def _entry(content_type_id, object_id) -> Moderated | None:
    """What staff decide about, and that has a page; of anything else none."""
    kind = ContentType.objects.filter(pk=content_type_id).first()
    model = kind and kind.model_class()
    if not (model and issubclass(model, Moderated)) or not _has_page(model):
        return None
    if not str(object_id).isdecimal():
        raise Http404(f"no {model._meta.model_name} {object_id}")
    return get_object_or_404(model, pk=object_id)


def _has_page(model) -> bool:
    return hasattr(model, "get_absolute_url") and hasattr(model.objects, "published")


def _check(user, entry) -> None:
    meta = entry._meta
    if not user.has_perm(f"{meta.app_label}.view_{meta.model_name}"):
        raise PermissionDenied
