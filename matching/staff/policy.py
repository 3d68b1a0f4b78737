"""What the municipality fills in, and the page for the data protection officer."""

from django.conf import settings
from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from matching.entering.register import kept
from matching.forms.policy import PolicyForm
from matching.models import Policy
from matching.staff.access import for_who_sets_it


@for_who_sets_it
@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    policy = Policy.now()
    form = PolicyForm(request.POST or None, instance=policy)
    if form.is_valid():
        saved = form.save(commit=False)
        saved._history_user = request.user
        saved.opened_at = saved.opened_at or timezone.now()
        saved.save()
        messages.success(request, _("Saved."))
        return redirect("match-policy")
    context = {
        **admin.site.each_context(request),
        "title": _("Rules of Meet & Match"),
        "form": form,
        "is_on": settings.MATCHING,
        "missing": Policy.now().missing(),
    }
    return render(request, "matching/staff/policy.html", context)


@for_who_sets_it
@require_safe
def register(request):
    """What is kept, why, until when and who sees it."""
    policy = Policy.now()
    context = {
        **admin.site.each_context(request),
        "title": _("Meet & Match in the register of processing"),
        "policy": policy,
        "kept": kept(),
        "missing": policy.missing(),
    }
    return render(request, "matching/staff/register.html", context)
