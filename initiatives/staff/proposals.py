"""Staff's list of proposed changes: what was, what is asked, field by field."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.moderation.forms import MEANWHILE
from common.moderation.states import Move, NotAllowed
from initiatives.deciding import decisions, differences
from initiatives.deciding.forms import DecisionForm
from initiatives.models import Proposal

OPEN = [Proposal.State.OPEN, Proposal.State.RETURNED]


class ProposalForm(DecisionForm):
    despite_conflicts = forms.BooleanField(
        label=gettext_lazy("Take it over although someone else changed it meanwhile"),
        required=False,
    )

    class Meta:
        model = Proposal
        fields: list[str] = []

    def possible_moves(self):
        if self.instance.state == Proposal.State.OPEN:
            return [Move.PUBLISH, Move.RETURN, Move.REFUSE]
        return [Move.PUBLISH] if self.instance.state in OPEN else []


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin):
    form = ProposalForm
    list_display = ["about", "fields_changed", "proposed_by", "proposed_at", "state"]
    list_filter = ["state"]
    list_select_related = ["organisation", "initiative", "activity", "proposed_by"]
    list_per_page = 50
    fields = [
        "about", "difference", "proposed_by", "proposed_at", "state", "move",
        "criterion", "template", "answer", "despite_conflicts",
    ]  # fmt: skip
    readonly_fields = ["about", "difference", "proposed_by", "proposed_at", "state"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("about"))
    def about(self, proposal):
        return str(proposal.about)

    @admin.display(description=gettext_lazy("changes"))
    def fields_changed(self, proposal):
        fields = proposal.about._meta
        return ", ".join(
            str(fields.get_field(name).verbose_name) for name in proposal.changes
        )

    @admin.display(description=gettext_lazy("difference"))
    def difference(self, proposal):
        """A table: the field, as it was, as it is by now, as it is proposed."""
        rows = [each[1:] for each in differences.rows(proposal)]
        head = format_html(
            "<tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>",
            _("field"), _("it was"), _("meanwhile"), _("proposed"),
        )  # fmt: skip
        row = "<tr><th>{}</th><td>{}</td><td>{}</td><td><b>{}</b></td></tr>"
        body = format_html_join("", row, rows)
        return format_html("<table>{}{}</table>", head, body)

    def save_model(self, request, proposal, form, change):
        """Nothing of the proposal itself is edited; the decision is made."""
        if problem := _decide(form, proposal, request.user):
            self.message_user(request, problem, messages.ERROR)


def _decide(form, proposal, by) -> str:
    asked = form.cleaned_data
    move = asked.get("move")
    if not move:
        return ""
    try:
        if move == Move.PUBLISH:
            decisions.accept(
                proposal,
                by,
                answer=asked["answer"],
                despite_conflicts=asked["despite_conflicts"],
            )
        else:
            decisions.answer_proposal(
                proposal,
                Move(move),
                by,
                criterion=asked["criterion"],
                answer=asked["answer"],
            )
    except decisions.Conflict as conflict:
        message = _("Someone else changed this meanwhile: %(fields)s. Look again.")
        return message % {"fields": ", ".join(conflict.fields)}
    except ValidationError as error:
        return " ".join(error.messages)
    except NotAllowed:
        return str(MEANWHILE)
    return ""
