"""Staff's page of a question, and the steps around it: a later promise, its groups, the
answer that closes it, and the file for the archive."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from common.history.forms import CarefulInline
from common.kit import tables
from common.moderation.forms import MEANWHILE
from common.moderation.states import NotAllowed, State
from learning.asking import archive, closing, promising
from learning.forms.asking import CloseForm, PromiseForm, TieForm
from learning.models import Question, QuestionTie
from learning.models.asking.question import FIXED
from learning.staff.asking import groups
from learning.staff.written import WrittenAdmin

CHANGE = "admin:learning_question_change"
ARCHIVE = "learning.archive_question"


class TieInline(CarefulInline, admin.StackedInline):
    model = QuestionTie
    form = TieForm
    extra, max_num = 1, 1
    fields = ["address", "what"]
    readonly_fields = ["what"]

    @admin.display(description=gettext_lazy("what it is"))
    def what(self, tie):
        return str(tie) if tie.pk else "–"


@admin.register(Question)
class QuestionAdmin(WrittenAdmin):
    list_display = ["title", "state", "opens_on", "open_until", "answer_on",
                    "answered_on"]  # fmt: skip
    list_filter = ["state", "manner", "themes"]
    search_fields = ["title", "text"]
    autocomplete_fields = ["neighbourhoods"]
    plain_texts = ("text", "summary")
    inlines = [TieInline]
    actions = []  # one by one: each has to say when we answer
    readonly_fields = ["state", "refusal_reason", "answered_on"]
    fieldsets = [
        (
            None,
            {"fields": ["title", "state", "refusal_reason", "text", "asked_by"]},
        ),
        (
            gettext_lazy("When, and when we answer"),
            {"fields": [("opens_on", "open_until"), "answer_on"]},
        ),
        (
            gettext_lazy("How people answer"),
            {"fields": ["manner", "options", "label"]},
        ),
        (
            gettext_lazy("What it is about"),
            {"fields": ["themes", "neighbourhoods", "slug"]},
        ),
        (gettext_lazy("Our answer"), {"fields": ["summary", "answered_on"]}),
    ]

    def extra_readonly(self, request, entry):
        """What everyone could read stays; an answer is written when it is closed."""
        fixed = FIXED if entry and entry.asked_on else []
        return fixed if entry and entry.answered_on else [*fixed, "summary"]

    def formfield_for_manytomany(self, field, request, **kwargs):
        if field.name == "themes":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(field, request, **kwargs)

    def extra_context(self, request, question):
        """One way to all that can be done with it: more do not fit above it."""
        if question is None or not self.has_change_permission(request, question):
            return {}
        url = url_of("groups", question.pk)
        return {"entry_tools": [(_("Answers and steps"), url)]}

    def extra_urls(self):
        steps = {
            "groups": ("groepen/", groups.page),
            "group": ("groepen/<number:group>/", groups.one),
            "promise": ("belofte/", self.promise),
            "close": ("beantwoorden/", self.close),
        }
        found = [
            path(
                f"<number:pk>/{address}",
                self.admin_site.admin_view(partial(self._step, view)),
                name=f"learning_question_{name}",
            )
            for name, (address, view) in steps.items()
        ]
        archived = self.admin_site.admin_view(self.archive)
        name = "learning_question_archive"
        return [*found, path("<number:pk>/archief.<slug:kind>", archived, name=name)]

    def _step(self, view, request, pk, **more):
        """`view` for who may change this question."""
        question = self._found(request, pk)
        if not self.has_change_permission(request, question):
            raise PermissionDenied
        checked = require_http_methods(["GET", "HEAD", "POST"])(view)
        return checked(request, question=question, **more)

    def _found(self, request, pk) -> Question:
        if not self.has_view_permission(request):
            raise PermissionDenied
        question = self.get_object(request, str(pk))
        if question is None:
            raise Http404(f"no question {pk}")
        return question

    def promise(self, request, question):
        is_possible = question.state == State.PUBLISHED and not question.answered_on
        form = PromiseForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            asked = form.cleaned_data
            make = partial(
                promising.promise, question, asked["answer_on"], asked["why"]
            )
            if self._done(request, form, make):
                words = _("Everyone reads it now. The first day stays beside it.")
                self.message_user(request, words, messages.SUCCESS)
                return redirect(CHANGE, question.pk)
        title = _("Promise a later day")
        return self._shown(request, question, title, form, is_possible)

    def close(self, request, question):
        is_possible = question.state == State.PUBLISHED and not question.answered_on
        form = CloseForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            make = partial(closing.close, question, form.cleaned_data["summary"])
            if self._done(request, form, make):
                words = _("Answered. Who left an address hears it.")
                self.message_user(request, words, messages.SUCCESS)
                return redirect(CHANGE, question.pk)
        lacks = closing.lacking(question, "-") if is_possible else []
        title = _("Answer and close")
        return self._shown(request, question, title, form, is_possible, lacks=lacks)

    @staticmethod
    def _done(request, form, make) -> bool:
        """Whether it could be done; else the form says why not."""
        try:
            make(by=request.user)
        except NotAllowed:
            form.add_error(None, MEANWHILE)
        except ValidationError as error:
            form.add_error(None, error)
        return not form.errors

    def archive(self, request, pk, kind):
        if not request.user.has_perm(ARCHIVE):
            raise PermissionDenied
        question = self._found(request, pk)
        if kind not in ("csv", "json"):
            raise Http404(f"no file {kind}")
        return _archived(request, question=question, kind=kind)

    def _shown(self, request, question, title, form, is_possible, **more):
        context = {
            **self.admin_site.each_context(request),
            "title": f"{title}: {question}",
            "opts": self.opts,
            "question": question,
            "button": title,
            "form": form,
            "is_possible": is_possible,
            "promises": question.promises.all(),
            "groups_url": url_of("groups", question.pk),
            "back": reverse(CHANGE, args=[question.pk]),
            **more,
        }
        template = "learning/staff/asking/step.html"
        return render(request, template, context, status=400 if form.errors else 200)


@require_safe
def _archived(request, question, kind):
    base = request.build_absolute_uri("/").rstrip("/")
    found = archive.whole(question, timezone.localdate(), base)
    name = f"vraag-{question.slug}-archief"
    if kind == "csv":
        rows = archive.as_rows(found)
        return tables.csv_response(archive.COLUMNS, rows, f"{name}.csv")
    lines = archive.as_json(found)
    return tables.download(lines, "application/json; charset=utf-8", f"{name}.json")


def url_of(page: str, *args) -> str:
    return reverse(f"admin:learning_question_{page}", args=args)
