from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import OneLineField
from matching.facts.steps import OFFER, WISH, Standing, Step
from matching.facts.vocabulary import Ended, Going, Helped
from matching.models.participant import Participant
from places.models import Place

STEPS = [
    (Step.ASKING.value, _("both are asked whether they still want it")),
    (Step.PROPOSED.value, _("both read what the other may know")),
    (Step.AGREED.value, _("both said yes")),
    (Step.INTRODUCED.value, _("they know how to reach each other")),
    (Step.MET.value, _("they met")),
    (Step.ENDED.value, _("ended")),
]


class PairQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)

    def that_wait(self):
        """For the coordinator: both said yes, or someone pressed stop."""
        is_hers = Q(step=Step.AGREED) | Q(stopped_at__isnull=False)
        return self.open().filter(is_hers)

    def of(self, participant: Participant):
        return self.filter(Q(wish=participant) | Q(offer=participant))


class Pair(models.Model):
    """A wish and an offer that a coordinator wants to bring together (*koppeling*).

    What each of the two said is a moment of theirs; the step follows from them by
    matching/facts/steps.py, and the database refuses what that never gives.
    """

    wish = models.ForeignKey(Participant, models.CASCADE, related_name="pairs_as_wish")
    offer = models.ForeignKey(
        Participant, models.CASCADE, related_name="pairs_as_offer"
    )
    step = OneLineField(_("step"), max_length=10, choices=STEPS, default=Step.ASKING)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True,
        verbose_name=_("brought together by"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    wish_still_at = models.DateTimeField(null=True, blank=True)
    offer_still_at = models.DateTimeField(null=True, blank=True)
    wish_yes_at = models.DateTimeField(null=True, blank=True)
    offer_yes_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    introduced_at = models.DateTimeField(_("introduced"), null=True, blank=True)
    place = models.ForeignKey(
        Place, models.SET_NULL, related_name="+", null=True, blank=True,
        verbose_name=_("first meeting at"),
    )  # fmt: skip
    meets_at = models.DateTimeField(_("first meeting"), null=True, blank=True)
    met_at = models.DateTimeField(_("met"), null=True, blank=True)
    asked_met_at = models.DateTimeField(null=True, blank=True)
    asked_going_at = models.DateTimeField(null=True, blank=True)
    wish_going = OneLineField(max_length=7, choices=Going, blank=True)
    offer_going = OneLineField(max_length=7, choices=Going, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = OneLineField(_("why"), max_length=8, choices=Ended, blank=True)
    wish_helped = OneLineField(max_length=6, choices=Helped, blank=True)
    offer_helped = OneLineField(max_length=6, choices=Helped, blank=True)

    history = HistoricalRecords()
    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["wish", "offer"], name="never_the_same_pair_twice"
            ),
            models.UniqueConstraint(
                fields=["wish"], condition=Q(ended_at=None), name="one_pair_of_a_wish"
            ),
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(ended_at=None),
                name="one_pair_of_an_offer",
            ),
            models.CheckConstraint(
                condition=~Q(wish=F("offer")), name="a_pair_is_of_two"
            ),
            models.CheckConstraint(
                condition=Q(step__in=[step.value for step in Step]),
                name="pair_step_is_known",
            ),
            models.CheckConstraint(
                condition=Q(step="ended", ended_at__isnull=False)
                | ~Q(step="ended") & Q(ended_at=None),
                name="pair_ends_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(introduced_at=None)
                | Q(wish_yes_at__isnull=False, offer_yes_at__isnull=False),
                name="contact_is_shared_after_two_yeses",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=["introduced", "met"])
                | Q(introduced_at__isnull=False),
                name="who_met_was_introduced",
            ),
        ]

    def __str__(self):
        return f"{_('pair')} {self.pk}"

    def standing(self) -> Standing:
        """Where the two are, for the state machine."""
        still = {WISH: self.wish_still_at, OFFER: self.offer_still_at}
        yes = {WISH: self.wish_yes_at, OFFER: self.offer_yes_at}
        return Standing(
            Step(self.step),
            frozenset(side for side, at in still.items() if at),
            frozenset(side for side, at in yes.items() if at),
            self.stopped_at is not None,
        )

    def side_of(self, participant: Participant) -> str:
        """Which of the two someone is; ValueError for who is neither."""
        sides = {self.wish_id: WISH, self.offer_id: OFFER}
        if participant.pk not in sides:
            raise ValueError(f"{participant} is not in this pair")
        return sides[participant.pk]

    def of_side(self, side: str) -> Participant:
        return self.wish if side == WISH else self.offer

    def other_than(self, side: str) -> Participant:
        return self.offer if side == WISH else self.wish
