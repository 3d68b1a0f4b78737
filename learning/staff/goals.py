"""Staff's pages of the goals of the pact: what they say, what helps them, and freezing
a year."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history.forms import CarefulInline, VersionedRow
from common.links import kinds
from learning.forms.address import ThingAddress, WithAddress
from learning.forms.goals import FreezeForm, GoalsForm
from learning.goals import freezing, helping
from learning.goals.finding import found_by
from learning.models import Goal, GoalTie
from learning.staff.written import WrittenAdmin

CHANGE = "admin:learning_goal_change"
TIES = "learning.add_goaltie"
FREEZE = "learning.freeze_goal"


class TieForm(WithAddress, VersionedRow):
    address = ThingAddress()

    class Meta:
        model = GoalTie
        fields = []

    def clean(self):
        cleaned = super().clean()
        told = cleaned.get("address")
        if told and self.instance.goal_id:
            same = GoalTie.objects.filter(
                goal=self.instance.goal_id,
                kind=self.instance.kind,
                key=self.instance.key,
            )
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("address", _("This is tied to the goal already."))
        return cleaned


class TieInline(CarefulInline, admin.StackedInline):
    model = GoalTie
    form = TieForm
    extra = 1
    fields = ["address", "what"]
    readonly_fields = ["what"]

    @admin.display(description=gettext_lazy("what it is"))
    def what(self, tie):
        return str(tie) if tie.pk else "–"


@admin.register(Goal)
class GoalAdmin(WrittenAdmin):
    list_display = ["number", "title", "theme", "until", "state"]
    list_display_links = ["title"]
    list_filter = ["state", "theme"]
    list_select_related = ["theme"]
    search_fields = ["title", "summary", "text"]
    plain_texts = ("text",)
    inlines = [TieInline]
    fields = [
        "title", "state", "refusal_reason", "number", "summary", "text", "theme",
        "until", "slug",
    ]  # fmt: skip

    def extra_context(self, request, goal):
        if goal is None:
            return {}
        tools = []
        if request.user.has_perm("learning.view_indicator"):
            rows = reverse("admin:learning_indicator_changelist")
            tools.append((_("Its indicators"), f"{rows}?goal__id__exact={goal.pk}"))
        if request.user.has_perm(TIES):
            tools.append((_("Find what helps it"), _url("find", goal.pk)))
        if request.user.has_perm(FREEZE):
            tools.append((_("Freeze a year"), _url("freeze", goal.pk)))
        return {"entry_tools": tools}

    def extra_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<number:pk>/zoeken/", view(self.find_view), name="learning_goal_find"
            ),
            path(
                "<number:pk>/vastleggen/",
                view(self.freeze_view),
                name="learning_goal_freeze",
            ),
            path(
                "bij/<slug:kind>/<number:pk>/",
                view(self.of_view),
                name="learning_goal_of",
            ),
        ]

    def _goal(self, request, pk, right) -> Goal:
        if not request.user.has_perm(right):
            raise PermissionDenied
        if (goal := self.get_object(request, str(pk))) is None:
            raise Http404(f"no goal {pk}")
        return goal

    def find_view(self, request, pk):
        """Search what helps it, and tie it with a button."""
        goal = self._goal(request, pk, TIES)
        if request.method == "POST":
            thing = _thing(request.POST.get("thing", ""))
            if thing is None:
                self.message_user(request, _("That is not there."), messages.WARNING)
            else:
                helping.tie(goal, thing)
                words = _("“%(name)s” is tied to this goal now.")
                self.message_user(request, words % {"name": thing}, messages.SUCCESS)
            return redirect("admin:learning_goal_find", pk)
        words = request.GET.get("q", "")[:200]
        tied = {row.link for row in goal.ties.select_related("kind")}
        context = {
            "title": _("Find what helps: %(goal)s") % {"goal": goal},
            "goal": goal,
            "words": words,
            "found": [(each, each.key in tied) for each in found_by(words)],
            "helps": helping.helps(goal),
            "back": reverse(CHANGE, args=[goal.pk]),
        }
        return self._page(request, "find", context)

    def freeze_view(self, request, pk):
        goal = self._goal(request, pk, FREEZE)
        form = FreezeForm(request.POST or None, goal=goal)
        if request.method == "POST" and form.is_valid():
            try:
                made = freezing.freeze(goal, form.cleaned_data["year"], request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                words = _("%(year)d is frozen now, and stays as it is.")
                self.message_user(request, words % {"year": made.year})
                return redirect(CHANGE, pk)
        context = {
            "title": _("Freeze a year: %(goal)s") % {"goal": goal},
            "intro": _(
                "All that this goal tells is kept as it is today: texts, numbers, what "
                "helps. It never changes any more, and nobody can take it back. Until "
                "which day a number counts, the year says."
            ),
            "frozen": goal.snapshots.all(),
            "goal": goal,
            "form": form,
            "button": _("Freeze this year for good"),
            "back": reverse(CHANGE, args=[goal.pk]),
        }
        return self._page(request, "ask", context)

    def of_view(self, request, kind, pk):
        """From the page of any thing: which goals it helps."""
        if not request.user.has_perm(TIES):
            raise PermissionDenied
        if (thing := helping.thing_of(kind, pk)) is None:
            raise Http404(f"no {kind} {pk}")
        back = reverse(
            f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change",
            args=[thing.pk],
        )
        now = helping.ties_of(thing).values_list("goal", flat=True)
        form = GoalsForm(request.POST or None, initial={"goals": list(now)})
        if request.method == "POST" and form.is_valid():
            helping.tie_to(thing, form.cleaned_data["goals"])
            self.message_user(request, _("Which goals it helps is noted."))
            return redirect(back)
        context = {
            "title": _("Which goals does it help? %(thing)s") % {"thing": thing},
            "form": form,
            "button": _("Save"),
            "back": back,
        }
        return self._page(request, "ask", context)

    def _page(self, request, name, context):
        form = context.get("form")
        context = self.admin_site.each_context(request) | context | {"opts": self.opts}
        status = 400 if form is not None and form.errors else 200
        template = f"learning/goals/staff/{name}.html"
        return render(request, template, context, status=status)


def _thing(key: str):
    kind, _colon, pk = key.partition(":")
    return helping.thing_of(kind, int(pk)) if pk.isdecimal() and len(pk) < 19 else None


def _url(page: str, *args) -> str:
    return reverse(f"admin:learning_goal_{page}", args=args)


def tool(user, thing) -> tuple[str, str] | None:
    """On the page of everything that may help a goal."""
    kind = kinds.kind_of(type(thing))
    if kind is None or isinstance(thing, Goal) or not user.has_perm(TIES):
        return None
    return _("Which goals does it help?"), _url("of", kind.slug, thing.pk)
