"""What visitors tell about places: reports, whether it is right, and answers to what we
do not know."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Count, F, Max, Min, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField
from common.moderation.states import DoubtOfDay, Report, WantsToHear
from places.facts.questions import BY_SLUG, Question
from places.models.place import Place


class PlaceReport(Report):
    """What a visitor says is wrong with a place."""

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="reports", verbose_name=_("place")
    )

    queue_slug = "melding"

    class Meta(Report.Meta):
        verbose_name = _("report about a place")
        verbose_name_plural = _("reports about places")

    def __str__(self):
        return f"{self.place}: {self.get_reason_display()}"

    @property
    def entry(self) -> Place:
        return self.place


class Confirmation(models.Model):
    """A day on which a passer-by said that what we tell about a place is right.

    One a day is enough to know, so that nobody can fill it up; of the passer-by nothing
    is kept.
    """

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="confirmations", verbose_name=_("place")
    )
    day = models.DateField(_("day"))

    class Meta:
        ordering = ["-day"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "day"], name="confirmed_once_a_day"
            )
        ]

    def __str__(self):
        return f"{self.place}: {self.day}"

    @classmethod
    def newest(cls):
        """The last such day, inside a query about places."""
        days = cls.objects.filter(place=models.OuterRef("pk")).order_by("-day")
        return models.Subquery(days.values("day")[:1])


class Doubt(DoubtOfDay):
    """How many passers-by said on a day that something is not right at a place."""

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="doubts", verbose_name=_("place")
    )

    class Meta(DoubtOfDay.Meta):
        verbose_name = _("doubt")
        verbose_name_plural = _("doubts")
        permissions = [("answer_doubt", _("May answer what passers-by doubt"))]
        constraints = [
            models.UniqueConstraint(fields=["place", "day"], name="doubts_of_a_day")
        ]

    def __str__(self):
        return f"{self.place}: {self.day}, {self.count}"

    @classmethod
    def since_check(cls):
        """Those of after the last check; of the day of the check itself none."""
        never = Q(place__checked_on__isnull=True)
        return cls.objects.filter(never | Q(day__gt=F("place__checked_on")))

    @classmethod
    def enough(cls):
        """Public places that were doubted often enough: `place`, `place__name`, `total`
        and `first`, the day of the first doubt."""
        rows = cls.since_check().filter(place__state=Place.State.PUBLISHED)
        rows = rows.order_by().values("place", "place__name")
        rows = rows.annotate(total=Sum("count"), first=Min("day"))
        return rows.filter(total__gte=cls.ENOUGH).order_by("first", "place")


class VisitorFactQuerySet(models.QuerySet):
    def that_wait(self):
        """What a colleague is to say yes or no to, the oldest first."""
        mine = self.filter(
            state=VisitorFact.State.WAITS, place__state=Place.State.PUBLISHED
        )
        return mine.select_related("place__kind").order_by("since", "pk")

    def taken_over(self):
        """What the site tells because passers-by answered alike."""
        return self.filter(state=VisitorFact.State.TAKEN)


class VisitorFact(models.Model):
    """One question about a place, and what we do with the answers of passers-by."""

    class State(models.TextChoices):
        COUNTING = "counting", _("answers come in")
        WAITS = "waits", _("waits for staff")
        TAKEN = "taken", _("taken over from passers-by")
        DECIDED = "decided", _("decided by staff")

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="visitor_facts", verbose_name=_("place")
    )
    question = OneLineField(_("question"), max_length=20)  # its slug
    state = OneLineField(
        _("state"), max_length=10, choices=State, default=State.COUNTING
    )
    is_so = models.BooleanField(_("answer"), null=True)  # once it is known
    since = models.DateTimeField(_("since"), default=timezone.now)  # of its state

    objects = VisitorFactQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("answer of passers-by")
        verbose_name_plural = _("answers of passers-by")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "question"], name="one_fact_per_place_and_question"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["counting", "waits"], is_so__isnull=True)
                | Q(state__in=["taken", "decided"], is_so__isnull=False),
                name="visitor_fact_is_known_once_it_is_over",
            ),
        ]

    def __str__(self):
        return f"{self.place}: {self.asked.text}"

    @property
    def asked(self) -> Question:
        return BY_SLUG[self.question]

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.TAKEN, self.State.DECIDED}

    def go_to(self, state: str, is_so: bool | None = None) -> None:
        """Save it in another state; of what is over, the answers go."""
        self.state, self.is_so, self.since = state, is_so, timezone.now()
        self.save()
        if state != self.State.WAITS:
            self.answers.all().delete()

    def ask_from_the_start(self) -> None:
        """Not known any more, unsaved; of what is over no answers are kept."""
        self.state, self.is_so = self.State.COUNTING, None
        self.since = timezone.now()

    def holds(self, place: Place) -> bool:
        """Whether the place still says this because of passers-by: nobody changed it,
        no source says it, and staff did not check the place since."""
        if self.state != self.State.TAKEN:
            return False
        field, day = self.asked.field, timezone.localdate(self.since)
        is_checked = place.checked_on is not None and place.checked_on > day
        is_unchanged = getattr(place, field) == self.asked.value(self.is_so)
        return is_unchanged and not is_checked and field not in place.source_fields


class VisitorAnswerQuerySet(models.QuerySet):
    def tally(self) -> dict:
        """`yes` and `no`: how many answers; `visitors`, `days`: from how many
        addresses, on how many days."""
        return self.aggregate(
            yes=Count("pk", filter=Q(is_so=True)),
            no=Count("pk", filter=Q(is_so=False)),
            visitors=Count("visitor", distinct=True),
            days=Count("day", distinct=True),
        )

    def forget(self, today: date) -> int:
        """Forget the addresses of 30 days ago, and answers of long ago altogether;
        gives of how many answers."""
        known = self.exclude(sender="").filter(
            day__lte=today - VisitorAnswer.SENDER_RETENTION
        )
        old = self.filter(day__lt=today - VisitorAnswer.RETENTION)
        return known.update(sender="") + old.delete()[0]


class VisitorAnswer(models.Model):
    """One answer of a day. Of whoever gave it, a keyed hash of the network address is
    kept for 30 days, another for each question of each place; then only a number
    within the question."""

    SENDER_RETENTION = timedelta(days=30)
    RETENTION = timedelta(days=180)

    fact = models.ForeignKey(
        VisitorFact, models.CASCADE, related_name="answers", verbose_name=_("question")
    )
    day = models.DateField(_("day"))
    is_so = models.BooleanField(_("answer"))
    visitor = models.PositiveIntegerField(_("number of the visitor"))
    sender = OneLineField(_("hash of the address"), max_length=64, blank=True)

    objects = VisitorAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        verbose_name = _("answer of a passer-by")
        verbose_name_plural = _("answers of a passer-by")
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "day", "visitor"], name="one_answer_a_day"
            )
        ]

    def __str__(self):
        return f"{self.fact}: {self.day}, {self.is_so}"

    @classmethod
    def give(cls, fact: VisitorFact, is_so: bool, day: date, sender: str) -> None:
        """Of a locked fact: the answer of this sender today; the last one counts."""
        rows = fact.answers.all()
        known = rows.filter(sender=sender).values_list("visitor", flat=True).first()
        last = rows.aggregate(last=Max("visitor"))["last"] or 0
        visitor = last + 1 if known is None else known
        fact.answers.update_or_create(
            day=day, visitor=visitor, defaults={"is_so": is_so, "sender": sender}
        )


class Suggester(WantsToHear):
    """Where someone wants to hear what became of the place that she suggested."""

    place = models.OneToOneField(
        Place, models.CASCADE, related_name="suggester", verbose_name=_("place")
    )

    class Meta:
        verbose_name = _("who suggested a place")
        verbose_name_plural = _("who suggested a place")

    def __str__(self):
        return str(self.place)
