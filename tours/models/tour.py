from datetime import time

from django.conf import settings
from django.contrib.gis.db import models
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.links.models import Linked
from common.moderation.states import Moderated, State
from common.plain.models import WithEase
from common.translations.models import Translated
from initiatives.models import Activity, Organisation
from tours.facts import chain
from tours.facts.timing import SPEEDS, Means
from tours.facts.wish import LONGEST_CHAIN, LONGEST_STAY, MOST_STOPS, RESTS

RESERVED_SLUGS = ["maken", "voorstellen"]
MEANS = [(Means.BICYCLE.value, _("by bicycle")), (Means.FOOT.value, _("on foot"))]


def usual_start() -> time:
    """A function: of a fixed time Django's check thinks, at that very time of the day,
    that "now" was meant."""
    return time(13)


def validate_chain(text: str) -> None:
    try:
        chain.read(text)
    except ValueError as error:
        message = _("“%(what)s” is no number of a junction, or there are too many.")
        raise ValidationError(message, params={"what": error}) from None


class TourQuerySet(models.QuerySet):
    def published(self):
        """Nothing of an organisation that nobody may see."""
        seen = Q(organisation__isnull=True) | Q(organisation__state=State.PUBLISHED)
        return self.filter(seen, state=State.PUBLISHED)

    def of_organisations(self, organisations):
        return self.filter(organisation__in=organisations)


class Tour(WithEase, Translated, Moderated):
    """Some stops in an order, to ride or to walk."""

    name = OneLineField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    description = LinesField(
        _("description"),
        max_length=2000,
        help_text=_("What is nice about it, and for whom?"),
    )
    means = OneLineField(
        _("how one goes"), max_length=5, choices=MEANS, default=Means.BICYCLE.value
    )
    speed = models.PositiveSmallIntegerField(
        _("speed"), default=12, help_text=_("In kilometres an hour.")
    )
    begins_at = models.TimeField(_("usual start"), default=usual_start)
    has_free_start = models.BooleanField(
        _("may begin at any stop"),
        default=False,
        help_text=_("Else the first stop stays the first when it is ordered anew."),
    )
    rest_every = models.PositiveSmallIntegerField(
        _("a rest at least every"),
        default=0,
        choices=[(0, _("no rests")), *((each, str(each)) for each in RESTS)],
        help_text=_("Minutes of riding or walking."),
    )
    line = models.LineStringField(
        _("line"), null=True, blank=True, help_text=_("From a GPX file; may be empty.")
    )
    junctions = OneLineField(
        _("junction numbers"),
        max_length=LONGEST_CHAIN,
        blank=True,
        validators=[validate_chain],
        help_text=_("In their order, like: 25 - 63 - 07."),
    )
    advice = LinesField(
        _("good to know"),
        max_length=500,
        blank=True,
        help_text=_("Each on a line of its own, like: smooth road all the way."),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        related_name="tours",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    activity = models.OneToOneField(
        Activity,
        models.SET_NULL,
        related_name="tour",
        null=True,
        blank=True,
        verbose_name=_("together on a date"),
        help_text=_("An activity at which people ride it together, with sign-up."),
    )
    checked_on = models.DateField(
        _("ridden on"), null=True, blank=True, help_text=_("Residents see this date.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "fietstocht"
    translated = ["name", "description", "advice"]
    history = HistoricalRecords(excluded_fields=["created_at", "changed_at"])
    objects = TourQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("tour")
        verbose_name_plural = _("tours")
        permissions = [("decide_tour", _("May decide about tours"))]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name=""),
                name="tour_has_a_name",
                violation_error_message=_("Give the tour a name."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS) & ~Q(slug=""),
                name="tour_slug_is_not_reserved",
                violation_error_message=_(
                    "This slug is the name of a page; choose another."
                ),
            ),
            models.CheckConstraint(
                condition=Q(means=Means.BICYCLE, speed__in=SPEEDS[Means.BICYCLE])
                | Q(means=Means.FOOT, speed__in=SPEEDS[Means.FOOT]),
                name="tour_speed_is_one_of_its_means",
                violation_error_message=_(
                    "By bicycle 12, 15 or 18 kilometres an hour; on foot 3, 4 or 5."
                ),
            ),
            models.CheckConstraint(
                condition=Q(rest_every__in=[0, *RESTS]), name="tour_rests_are_known"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("tours:tour", args=[self.slug])

    @property
    def is_on_foot(self) -> bool:
        return self.means == Means.FOOT

    @property
    def chain(self) -> list[str]:
        """The numbers of its junctions, in their order."""
        return chain.read(self.junctions)


class Stop(Linked):
    """Where a tour stops, and for how long."""

    tour = models.ForeignKey(
        Tour, models.CASCADE, related_name="stops", verbose_name=_("tour")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MaxValueValidator(MOST_STOPS)]
    )
    stay = models.PositiveSmallIntegerField(
        _("minutes there"), default=0, validators=[MaxValueValidator(LONGEST_STAY)]
    )
    note = OneLineField(_("what one does there"), max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        constraints = [
            models.UniqueConstraint(
                fields=["tour", "number"], name="stops_of_a_tour_have_an_order"
            ),
            models.CheckConstraint(
                condition=Q(stay__lte=LONGEST_STAY),
                name="stop_is_no_longer_than_allowed",
            ),
        ]

    def __str__(self):
        return f"{self.tour}: {self.number}"
