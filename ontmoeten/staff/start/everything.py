"""All that the administration can list, as Django's own first page shows it."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def everything(request):
    site = admin.site
    context = {
        **site.each_context(request),
        "title": _("Everything"),
        "subtitle": None,
        "app_list": site.get_app_list(request),
    }
    return TemplateResponse(request, "admin/index.html", context)
