"""Staff's list of what visitors reported: for an admin class of each app's reports."""

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.moderation.admin import ListOfQueue
from common.moderation.answers import AnswerTemplate
from common.moderation.forms import AnswerForm
from common.moderation.many import SURE, question, say
from common.moderation.queue import source_of
from common.moderation.reporting.reports import handle
from common.moderation.undoing.decisions import undoable
from common.web.list_export import ExportsList


class ReportAnswerForm(AnswerForm):
    """An answer that is written here, or begun with one of staff's texts."""

    uses = [AnswerTemplate.REPORT]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["template"].help_text = ""
        self.fields["answer"].help_text = gettext_lazy(
            "Friendly and concrete. Who reported it gets this by mail; it is kept with "
            "the report until both are erased."
        )
        self.fields["answer"].required = True


def answer_form(request) -> ReportAnswerForm:
    """What was written; or the chosen text, to go on from, when that was asked."""
    if request.POST.get("do") != "fill":
        is_sent = request.POST.get("do") == "answer"
        return ReportAnswerForm(request.POST if is_sent else None)
    typed = ReportAnswerForm(request.POST)
    typed.is_valid()
    template, text = typed.cleaned_data.get("template"), request.POST.get("answer", "")
    if template and template.text not in text:
        text = f"{text.strip()}\n\n{template.text}".strip()
    return ReportAnswerForm(initial={"template": template, "answer": text})


class ReportAdmin(ExportsList, ListOfQueue):
    """What visitors say is wrong: urgent first, then who waits longest."""

    export_leaves_out = ("email", "forget_on")
    list_display = ["reason_shown", "entry_link", "words", "age", "state"]
    list_filter = ["state", "is_urgent", "reason"]
    list_per_page = 50
    actions = ["mark_handled"]
    fields = [
        "entry_link",
        "reason",
        "text",
        "wants_answer",
        "created_at",
        "state",
        "handled_at",
        "handled_by",
        "answer",
        "forget_on",
    ]
    readonly_fields = fields

    def get_sortable_by(self, request):
        return []  # the order is the work

    @admin.display(description=gettext_lazy("what is wrong"))
    def reason_shown(self, report):
        if report.is_urgent:
            words = report.get_reason_display()
            return format_html("<b>{}: {}</b>", _("Urgent"), words)
        return report.get_reason_display()

    @admin.display(description=gettext_lazy("about"))
    def entry_link(self, report):
        entry = report.entry
        name = f"admin:{entry._meta.app_label}_{entry._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(name, args=[entry.pk]), entry)

    @admin.display(description=gettext_lazy("in their words"))
    def words(self, report):
        long = len(report.text) > 120
        return f"{report.text[:120]}…" if long else report.text or "–"

    @admin.display(description=gettext_lazy("wants an answer"), boolean=True)
    def wants_answer(self, report):
        """Who hears of it gets it through us; the address is nobody's to read."""
        return bool(report.email)

    @admin.display(description=gettext_lazy("waits for"))
    def age(self, report):
        return timesince(report.created_at, depth=1)

    @admin.action(description=gettext_lazy("Handled"), permissions=["change"])
    def mark_handled(self, request, chosen):
        """At once; but when someone left an address, first a page to answer them."""
        asked = chosen.open().exclude(email="")
        do = request.POST.get("do")
        if do != "silent" and asked:
            form = answer_form(request)
            if do != "answer" or not form.is_valid():
                return self._answer_page(request, chosen, asked, form)
            return self._handle(request, chosen, form.cleaned_data["answer"])
        if not do and SURE not in request.POST and chosen.open():
            return question(self, request, chosen.open(), self.mark_handled)
        return self._handle(request, chosen, "")

    def _handle(self, request, chosen, answer):
        source = source_of(self.model)
        with undoable(source, "handle", chosen.open(), request.user) as made:
            count = handle(chosen, request.user, answer)
            words = ngettext("%d report handled.", "%d reports handled.", count) % count
            if answer:
                words += " " + _("Who left an address gets your answer by mail.")
            made.words = words
        if not count and request.POST.get("do"):
            message = _("A colleague was first. Look at how it is now.")
            self.message_user(request, message, messages.WARNING)
            return
        say(request, made)

    def _answer_page(self, request, chosen, asked, form):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Handle and answer"),
            "opts": self.model._meta,
            "form": form,
            "asked": asked,
            "list_url": reverse(admin_urlname(self.model._meta, "changelist")),
            "silent_count": chosen.open().count() - len(asked),
            "chosen": chosen.values_list("pk", flat=True),
        }
        return render(request, "common/moderation/admin/answer.html", context)
