"""Staff's page of an experiment: what to fill in before it starts and after it is over,
a button for each step, and the form of the decision."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history.forms import CarefulInline, VersionedRow
from common.history.meanwhile import ChangedMeanwhile
from common.moderation.forms import MEANWHILE
from common.moderation.queue import is_seen
from common.moderation.states import NotAllowed
from learning.experiments import moves
from learning.facts import phases
from learning.facts.phases import NAMES, Step
from learning.forms.address import ThingAddress, WithAddress
from learning.forms.decision import DecisionForm
from learning.forms.step import step_form
from learning.models import Experiment, ExperimentTie
from learning.staff.written import WrittenAdmin

CHANGE = "admin:learning_experiment_change"


class TieForm(WithAddress, VersionedRow):
    address = ThingAddress()

    class Meta:
        model = ExperimentTie
        fields = []


class TieInline(CarefulInline, admin.StackedInline):
    model = ExperimentTie
    form = TieForm
    extra = 1
    fields = ["address", "what"]
    readonly_fields = ["what"]

    @admin.display(description=gettext_lazy("what it is"))
    def what(self, tie):
        return str(tie) if tie.pk else "–"


@admin.register(Experiment)
class ExperimentAdmin(WrittenAdmin):
    list_display = ["title", "phase", "state", "first_on", "stop_on", "owner"]
    list_filter = ["phase", "state", "themes"]
    list_select_related = ["owner"]
    search_fields = ["title", "summary", "question"]
    export_leaves_out = ("owner",)  # never leaves this house
    autocomplete_fields = ["neighbourhoods"]
    plain_texts = ("doing", "expects", "reach", "saw", "said")
    inlines = [TieInline]
    readonly_fields = ["state", "refusal_reason", "phase", "decided"]
    fieldsets = [
        (
            None,
            {"fields": ["title", "phase", "state", "refusal_reason", "summary"]},
        ),
        (
            gettext_lazy("Before it starts"),
            {
                "fields": [
                    "question",
                    "doing",
                    "for_whom",
                    "expects",
                    ("stop_rule", "stop_on"),
                ]
            },
        ),
        (
            gettext_lazy("Where, when and who"),
            {
                "fields": [
                    "themes",
                    "neighbourhoods",
                    ("first_on", "last_on"),
                    ("decides", "owner"),
                    "slug",
                ]
            },
        ),
        (
            gettext_lazy("After it is over"),
            {"fields": ["reach", "saw", "said", ("hours", "euros"), "cost_note"]},
        ),
        (gettext_lazy("Decisions"), {"fields": ["decided"]}),
    ]

    def formfield_for_foreignkey(self, field, request, **kwargs):
        if field.name == "owner":
            staff = get_user_model().objects.filter(is_staff=True, is_active=True)
            kwargs["queryset"] = staff.order_by("name", "email")
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def formfield_for_manytomany(self, field, request, **kwargs):
        if field.name == "themes":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(field, request, **kwargs)

    def extra_context(self, request, experiment):
        if not (experiment and self.has_change_permission(request, experiment)):
            return {}
        steps = phases.steps_from(experiment.phase)
        tools = [(NAMES[step], _url("step", experiment.pk, step)) for step in steps]
        if phases.may(Step.DECIDE, experiment.phase):
            tools.append((_("Note the decision"), _url("decide", experiment.pk)))
        return {"entry_tools": tools}

    def extra_urls(self):
        return [
            path(
                "<number:pk>/stap/<slug:step>/",
                self.admin_site.admin_view(self.step_view),
                name="learning_experiment_step",
            ),
            path(
                "<number:pk>/besluit/",
                self.admin_site.admin_view(self.decide_view),
                name="learning_experiment_decide",
            ),
        ]

    @admin.display(description=gettext_lazy("what was decided"))
    def decided(self, experiment):
        if not experiment.pk:
            return "–"
        rows = (
            (date_format(each.decided_on), each.get_outcome_display(), each.why)
            for each in experiment.decisions.all()
        )
        return format_html_join("", "<p>{}: <b>{}</b>. {}</p>", rows) or "–"

    def _experiment(self, request, pk) -> Experiment:
        experiment = self.get_object(request, str(pk))
        if not self.has_change_permission(request, experiment):
            raise PermissionDenied
        if experiment is None:
            raise Http404(f"no experiment {pk}")
        return experiment

    def step_view(self, request, pk, step):
        experiment = self._experiment(request, pk)
        if step not in NAMES:
            raise Http404(f"no step {step}")
        step = Step(step)
        is_possible = phases.may(step, experiment.phase)
        form = step_form(step, request.POST or None, experiment)
        if request.method == "POST" and form.is_valid():
            try:
                moves.take_step(experiment, step, request.user, **form.cleaned_data)
            except NotAllowed:
                form.add_error(None, MEANWHILE)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                words = _("Done. Visitors do not see its page yet.")
                if is_seen(experiment):
                    words = _("Done: it is now on its page.")
                self.message_user(request, words)
                return redirect(CHANGE, pk)
        return self._shown(request, experiment, NAMES[step], form, is_possible)

    def decide_view(self, request, pk):
        experiment = self._experiment(request, pk)
        is_possible = phases.may(Step.DECIDE, experiment.phase)
        form = DecisionForm(
            request.POST or None, experiment=experiment, by=request.user
        )
        if request.method == "POST" and form.is_valid():
            try:
                decision = form.save()
            except (ChangedMeanwhile, NotAllowed):
                form.add_error(None, MEANWHILE)
                form.data = form.data.copy()  # who looked again may press again
                form.data["seen"] = form.initial["seen"]
            else:
                if decision is not None:
                    words = _("Noted. Visitors do not see its page yet.")
                    if is_seen(experiment):
                        words = _("The decision is now on the page of the experiment.")
                    self.message_user(request, words, messages.SUCCESS)
                    return redirect(CHANGE, pk)
        title = _("Note the decision")
        return self._shown(request, experiment, title, form, is_possible)

    def _shown(self, request, experiment, title, form, is_possible):
        experiment = self.model.objects.get(pk=experiment.pk)  # as it is stored
        context = {
            **self.admin_site.each_context(request),
            "title": f"{title}: {experiment}",
            "opts": self.opts,
            "experiment": experiment,
            "button": title,
            "form": form,
            "is_possible": is_possible,
            "decisions": experiment.decisions.all(),
            "back": reverse(CHANGE, args=[experiment.pk]),
        }
        template = "learning/staff/step.html"
        return render(request, template, context, status=400 if form.errors else 200)


def _url(page: str, *args) -> str:
    return reverse(f"admin:learning_experiment_{page}", args=args)
