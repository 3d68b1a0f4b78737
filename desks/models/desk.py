from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.kit.tags import TagsField
from common.translations.models import Translated
from desks.facts.vocabulary import TOPICS, Comes
from initiatives.models import Activity, Occurrence, Organisation

SHOWN_AS = "loket"  # of its activity: see `initiatives.facts.shown_as`
SHORTEST, LONGEST = 5, 240  # minutes of an appointment


class DeskQuerySet(models.QuerySet):
    def published(self):
        """Those whose activity everyone may see: a desk has no state of its own."""
        return self.filter(activity__in=Activity.objects.published())

    def with_beginning(self):
        """With the first day of each (`began_on`): before it changed "from now on" it
        had an earlier one."""
        parts = Activity.objects.filter(goes_on_as=OuterRef("activity"))
        first = parts.order_by("first_on").values("first_on")[:1]
        return self.annotate(began_on=Coalesce(Subquery(first), "activity__first_on"))

    def with_all(self):
        """With what its page shows of its activity."""
        related = self.select_related(
            "activity__organisation", "activity__place__kind",
            "activity__place__neighbourhood", "activity__neighbourhood",
        )  # fmt: skip
        return related.defer(
            "activity__place__neighbourhood__boundary",
            "activity__neighbourhood__boundary",
        )


class Desk(Translated):
    """A table where the same person sits every time, and where you may come with any
    question. When, where and whose it is, its activity says."""

    Comes = Comes

    activity = models.OneToOneField(
        Activity, models.CASCADE, related_name="desk", verbose_name=_("activity")
    )
    organisations = models.ManyToManyField(
        Organisation,
        related_name="desks",
        blank=True,
        verbose_name=_("together with"),
        help_text=_("Other organisations that run this desk too."),
    )
    topics = TagsField(_("what you can ask about"), tags=TOPICS)
    can_ask = LinesField(
        _("what you do together"),
        max_length=1000,
        blank=True,
        help_text=_("One thing on each line, like: Een brief lezen en uitleggen."),
    )
    not_here = LinesField(
        _("where you stop"),
        max_length=1000,
        blank=True,
        help_text=_("One thing on each line: what you do not do here."),
    )
    bring = LinesField(
        _("what to bring"),
        max_length=600,
        blank=True,
        help_text=_("One thing on each line, like: De brief, open of dicht."),
    )
    comes = OneLineField(
        _("how you come in"), max_length=11, choices=Comes, default=Comes.WALK_IN
    )
    slot_minutes = models.PositiveIntegerField(
        _("minutes of an appointment"),
        null=True,
        blank=True,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    has_interpreter = models.BooleanField(
        _("an interpreter can help"), null=True, blank=True
    )
    has_private_room = models.BooleanField(
        _("you can talk in a room apart"), null=True, blank=True
    )
    phone = OneLineField(_("telephone number"), max_length=20, blank=True)
    coordinator_email = models.EmailField(
        _("e-mail address of the coordinator"),
        blank=True,
        help_text=_("Hears it when nobody can come. Visitors never see it."),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "loket"
    called = "activity__name"
    translated = ["can_ask", "not_here", "bring"]
    history = HistoricalRecords(
        excluded_fields=["changed_at", "phone", "coordinator_email"],
        m2m_fields=[organisations],
    )
    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ["activity__name", "pk"]
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        constraints = [
            models.CheckConstraint(
                condition=Q(comes__in=Comes.values), name="desk_comes_is_known"
            ),
            models.CheckConstraint(
                condition=Q(comes=Comes.WALK_IN) | Q(slot_minutes__isnull=False),
                name="desk_by_appointment_says_how_long",
                violation_error_message=_("Say how many minutes an appointment is."),
            ),
            models.CheckConstraint(
                condition=Q(slot_minutes__isnull=True)
                | Q(slot_minutes__gte=SHORTEST, slot_minutes__lte=LONGEST),
                name="desk_appointment_has_a_length",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("desks:desk", args=[self.activity.slug])

    def times(self):
        """All of its times, also those before it was changed "from now on"."""
        of_a_part = Q(activity__goes_on_as=self.activity_id)
        rows = Occurrence.objects.filter(Q(activity=self.activity_id) | of_a_part)
        return rows.order_by("starts_at", "pk")

    @property
    def name(self) -> str:
        return self.activity.name

    @property
    def slug(self) -> str:
        return self.activity.slug
