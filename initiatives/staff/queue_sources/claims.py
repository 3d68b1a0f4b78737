"""Who says that an organisation on the site is theirs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.moderation.queue import (
    MOST,
    Asked,
    Choice,
    Item,
    Source,
    Waiting,
    as_rows,
    case_of,
)
from common.moderation.states import NotAllowed
from initiatives.models import Activity, Claim, Initiative, Membership
from initiatives.organising import registering
from initiatives.staff.queue_sources.entries import (
    facts_of,
    history_with_answers,
    page_of,
)


class Claims(Source):
    slug, name = "claim", gettext_lazy("claim of an organisation")
    model, permission = Claim, "initiatives.change_claim"
    in_areas = ("organisation__neighbourhood__name",)
    changed = ""

    def waiting(self):
        rows = Claim.objects.order_by("created_at", "pk")
        rows = rows.values_list(
            "pk", "organisation__name", "created_at", "organisation"
        )
        return [
            Waiting(self.slug, pk, name, since, case=case_of(organisation))
            for pk, name, since, organisation in rows[:MOST]
        ]

    def all(self):
        return Claim.objects.select_related("organisation", "person")

    def waits(self, claim):
        return True  # once it is decided about it is gone

    def title(self, claim):
        return str(claim.organisation)

    def item(self, claim, user):
        organisation = claim.organisation
        made = [*claim.activities.all(), *claim.initiatives.all()]
        own = [
            (_("person"), claim.person),
            (_("e-mail address"), claim.person.email),
            (_("what they sent with it"), ", ".join(map(str, made))),
        ]
        return Item(
            asked=_(
                "This person says that the organisation is theirs. If you agree, they "
                "keep its pages. Call the organisation when you are not sure."
            ),
            facts=[*as_rows(own), *facts_of(organisation)],
            history=history_with_answers(organisation),
            pages=[(_("To the organisation"), page_of(organisation))],
            choices=[
                Choice("grant", _("It is theirs: make them owner"), "g", is_first=True),
                Choice("turn_down", _("It is not theirs"), "w"),
            ],
        )

    def touched(self, claims):
        """The claim goes when it is decided about: what it is about by its keys."""
        keys = list(claims.values_list("pk", flat=True))
        ties = [
            tie.objects.filter(claim__in=keys)
            for tie in (Claim.activities.through, Claim.initiatives.through)
        ]
        organisations = list(claims.values_list("organisation", flat=True))
        people = list(claims.values_list("person", flat=True))
        return [
            Membership.objects.filter(
                organisation__in=organisations, person__in=people
            ),
            *(
                model.objects.filter(pk__in=list(tie.values_list(name, flat=True)))
                for model, name, tie in [
                    (Activity, "activity", ties[0]),
                    (Initiative, "initiative", ties[1]),
                ]
            ),
            claims,
            *ties,
        ]

    decisions = {"grant": registering.grant, "turn_down": registering.turn_down}

    def decide_all(self, claims, do, by):
        return self.decisions[do](claims), []

    def decide(self, claim, asked: Asked):
        if asked.do not in self.decisions:
            raise NotAllowed(asked.do)
        name = {"name": claim.organisation}
        self.decisions[asked.do](Claim.objects.filter(pk=claim.pk))
        if asked.do == "grant":
            return _("%(name)s has an owner now, who gets a mail.") % name
        return _("%(name)s: turned down; they get a mail.") % name
