"""Throwing away in staff's pages: into the bin, not for good."""

from django.contrib import messages
from django.contrib.admin.utils import model_ngettext
from django.db import models
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.history import bin
from common.web.staff_admin import StaffAdmin

TEXTS = (models.CharField, models.TextField)


class WithBin(StaffAdmin):
    """What is erased here lies in the bin for 30 days; lists leave it out."""

    delete_confirmation_template = "common/history/bin/confirm.html"
    delete_selected_confirmation_template = "common/history/bin/confirm_selected.html"

    def narrowed(self, request, rows):
        return bin.left_in(rows)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Who saves what a colleague threw away meanwhile keeps what they typed."""
        if request.method != "POST" or not self.has_change_permission(request):
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        fields = {each.name: each for each in opts.concrete_fields}
        typed = [
            (fields[name].verbose_name, value)
            for name, value in request.POST.items()
            if name in fields and isinstance(fields[name], TEXTS) and value
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Someone else threw this away meanwhile"),
            "opts": opts,
            "typed": typed,
            "may_delete": self.has_delete_permission(request),
        }
        return TemplateResponse(request, "common/history/bin/gone.html", context)

    def get_deleted_objects(self, objs, request):
        """What goes, and what is in the way: nothing else is asked a right for."""
        chosen = list(objs)
        found = [format_html("{}: {}", self.opts.verbose_name, each) for each in chosen]
        needing = dict.fromkeys(n for each in chosen for n in bin.in_the_way(each))
        protected = [self._linked(each) for each in needing]
        counts = {model_ngettext(self.opts, len(chosen)): len(chosen)}
        return found, counts, set(), protected

    def _linked(self, thing):
        meta = thing._meta
        if type(thing) not in self.admin_site._registry:
            return format_html("{}: {}", meta.verbose_name, thing)
        url = reverse(
            f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk]
        )
        return format_html('{}: <a href="{}">{}</a>', meta.verbose_name, url, thing)

    def delete_model(self, request, entry):
        self._throw(request, [entry])

    def delete_queryset(self, request, entries):
        self._throw(request, entries.order_by("pk"))

    def _throw(self, request, entries):
        thrown, kept = bin.throw_each(entries, request.user)
        if thrown:
            words = ngettext(
                "%d thing lies in the bin for 30 days.",
                "%d things lie in the bin for 30 days.",
                len(thrown),
            )
            self.message_user(request, words % len(thrown), messages.WARNING)
        if kept:
            words = _("Not thrown away, for something needs it: %(names)s.")
            names = ", ".join(str(each) for each in kept[:10])
            self.message_user(request, words % {"names": names}, messages.ERROR)
