"""Staff's pages of indicators: what they say, their numbers, a table of numbers, and
counting now."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.history.admin import WithHistory
from common.history.forms import Careful
from common.translations.admin import WithTranslations
from common.web.list_export import ExportsList
from common.web.long_lists import LongList
from learning.forms.goals import IndicatorForm, MeasurementForm, TableForm
from learning.goals import counters, noting
from learning.models import Indicator, Measurement

CHANGE = "admin:learning_indicator_change"
NOTE = "learning.add_measurement"


class MeasurementInline(admin.StackedInline):
    """Adds only: a mistake is put right by a new number of the same day."""

    model = Measurement
    form = MeasurementForm
    extra = 1
    fields = [("day", "value", "of"), ("source", "note"), "corrects"]
    readonly_fields = ["corrects"]
    ordering = ["-day", "-pk"]

    def has_add_permission(self, request, obj):
        may = super().has_add_permission(request, obj)
        return may and (obj is None or obj.is_typed)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Indicator)
class IndicatorAdmin(Careful, ExportsList, LongList, WithHistory, WithTranslations):
    form = IndicatorForm
    list_display = ["name", "goal", "sort", "is_leading", "is_modelled"]
    list_filter = ["sort", "is_leading", "is_modelled", "goal"]
    list_select_related = ["goal"]
    list_per_page = 50
    search_fields = ["name", "goal__title"]
    inlines = [MeasurementInline]
    fieldsets = [
        (None, {"fields": ["goal", "sort", "name", "unit", "better", "position"]}),
        (
            gettext_lazy("From where to where"),
            {
                "fields": [
                    "is_leading",
                    ("baseline", "baseline_on"),
                    ("target", "target_on"),
                ]
            },
        ),
        (
            gettext_lazy("Where its numbers come from"),
            {
                "description": gettext_lazy(
                    "Nothing chosen: you enter the numbers below, or upload a table."
                ),
                "fields": [
                    "counter",
                    ("question", "is_of_theme"),
                    "figure",
                    "is_modelled",
                ],
            },
        ),
    ]

    def get_changeform_initial_data(self, request):
        return super().get_changeform_initial_data(request) | {
            "better": Indicator.Better.UP
        }

    def has_delete_permission(self, request, obj=None):
        """What was measured stays."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not obj.measurements.exists())

    def before_rows(self, request, formset):
        for form in formset.forms:
            form.instance.made_by = request.user

    def extra_context(self, request, indicator):
        if indicator is None:
            return {}
        tools = [(_("To its goal"), reverse("admin:learning_goal_change",
                                            args=[indicator.goal_id]))]  # fmt: skip
        if request.user.has_perm(NOTE) and indicator.is_typed:
            tools.append((_("Upload a table"), _url("table", indicator.pk)))
            if indicator.counter:
                tools.append((_("Count now"), _url("count", indicator.pk)))
        return {"entry_tools": tools}

    def extra_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<number:pk>/tabel/",
                view(self.table_view),
                name="learning_indicator_table",
            ),
            path(
                "<number:pk>/tellen/",
                view(self.count_view),
                name="learning_indicator_count",
            ),
        ]

    def _indicator(self, request, pk) -> Indicator:
        if not request.user.has_perm(NOTE):
            raise PermissionDenied
        if (indicator := self.get_object(request, str(pk))) is None:
            raise Http404(f"no indicator {pk}")
        return indicator

    def table_view(self, request, pk):
        """What is right is added, what is wrong told by its line; the table stays in
        the form as long as something is wrong."""
        indicator = self._indicator(request, pk)
        if not indicator.is_typed:
            raise Http404(f"indicator {pk} is fed from elsewhere")
        form = TableForm(request.POST or None, request.FILES or None)
        wrong = []
        if request.method == "POST" and form.is_valid():
            added = noting.note_table(indicator, form.table, request.user)
            words = ngettext("%d number added.", "%d numbers added.", added)
            self.message_user(request, words % added)
            if not (wrong := form.table.wrong):
                return redirect(CHANGE, pk)
        title = _("Upload a table: %(name)s")
        return self._shown(request, indicator, title, form, _("Bring in"), wrong=wrong)

    def count_view(self, request, pk):
        indicator = self._indicator(request, pk)
        counter = counters.counter_called(indicator.counter)
        if counter is None:
            raise Http404(f"nothing is counted for indicator {pk}")
        if request.method == "POST":
            noting.note_counted(indicator, timezone.localdate(), request.user)
            self.message_user(request, _("Counted and noted."), messages.SUCCESS)
            return redirect(CHANGE, pk)
        title = _("Count now: %(name)s")
        intro = _("It is noted with today’s date: %(what)s")
        return self._shown(
            request,
            indicator,
            title,
            None,
            _("Count now"),
            intro=intro % {"what": counter.what},
        )

    def _shown(self, request, indicator, title, form, button, **context):
        context |= self.admin_site.each_context(request) | {
            "title": title % {"name": indicator},
            "opts": self.opts,
            "form": form,
            "button": button,
            "back": reverse(CHANGE, args=[indicator.pk]),
        }
        is_wrong = (form is not None and form.errors) or context.get("wrong")
        template = "learning/goals/staff/ask.html"
        return render(request, template, context, status=400 if is_wrong else 200)


def _url(page: str, *args) -> str:
    return reverse(f"admin:learning_indicator_{page}", args=args)
