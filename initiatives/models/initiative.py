from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.moderation.states import Moderated
from common.plain.models import WithEase
from common.translations.models import Translated
from initiatives.models.organisation import Organisation
from initiatives.models.querysets import InitiativeQuerySet
from places.models import Cost, Neighbourhood, Place

RESERVED_SLUGS = ["voorstellen"]


class Initiative(WithEase, Translated, Moderated):
    """Something that people do together, again and again, for whoever joins."""

    Cost = Cost

    class Phase(models.TextChoices):
        IDEA = "idea", _("an idea")
        RUNNING = "running", _("going on")
        ENDED = "ended", _("ended")

    name = OneLineField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        related_name="initiatives",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
        help_text=_("Empty when a resident proposed it without one."),
    )
    description = LinesField(
        _("description"),
        max_length=2000,
        help_text=_("What is it, and what happens there?"),
    )
    for_whom = OneLineField(_("for whom"), max_length=200, blank=True)
    phase = OneLineField(
        _("how it goes"), max_length=7, choices=Phase, default=Phase.RUNNING
    )
    cost = OneLineField(_("cost"), max_length=12, choices=Cost, default=Cost.UNKNOWN)
    cost_note = OneLineField(_("about the cost"), max_length=120, blank=True)
    themes = models.ManyToManyField(
        "themes.Theme", related_name="initiatives", blank=True, verbose_name=_("themes")
    )
    places = models.ManyToManyField(
        Place, related_name="initiatives", blank=True, verbose_name=_("places")
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        models.SET_NULL,
        related_name="initiatives",
        null=True,
        blank=True,
        verbose_name=_("neighbourhood"),
        help_text=_("Empty: that of the place."),
    )
    is_city_wide = models.BooleanField(
        _("for the whole city"),
        default=False,
        help_text=_("It is found under every neighbourhood."),
    )
    website = models.URLField(_("website"), blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    contact = OneLineField(
        _("neighbourhood worker"),
        max_length=200,
        blank=True,
        help_text=_("Who of the municipality helps here, for staff only."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("proposed by"),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "initiatief"
    translated = ["description"]
    history = HistoricalRecords(
        excluded_fields=["created_at", "changed_at"], m2m_fields=[themes, places]
    )
    objects = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        permissions = [
            ("decide_initiative", _("May decide about initiatives")),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name=""),
                name="initiative_has_a_name",
                violation_error_message=_("Give the initiative a name."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS) & ~Q(slug=""),
                name="initiative_slug_is_not_reserved",
                violation_error_message=_(
                    "This slug is the name of a page; choose another."
                ),
            ),
            models.CheckConstraint(
                condition=Q(phase__in=["idea", "running", "ended"]),
                name="initiative_phase_is_known",
            ),
            models.CheckConstraint(
                condition=Q(is_city_wide=False) | Q(neighbourhood__isnull=True),
                name="initiative_of_the_city_or_a_neighbourhood",
                violation_error_message=_(
                    "Choose one of these: a neighbourhood, or the whole city."
                ),
            ),
            models.CheckConstraint(
                condition=Q(cost__in=Cost.values), name="initiative_cost_is_known"
            ),
        ]

    def __str__(self):
        return self.name

    def hide_pictures(self):
        """Who kept the address of a picture on its page has nothing any more."""
        for shown in [*self.photos.all(), *self.hosts.all()]:
            shown.move_picture()
            shown.save_without_historical_record()

    def forget_doubts(self) -> None:
        """They are answered: someone said how it is."""
        self.remarks.exclude(said="klopt").delete()

    @property
    def spots(self) -> list[Place]:
        """The places that everyone sees; see `with_where`."""
        if hasattr(self, "seen_places"):
            return self.seen_places
        return list(self.places.published().order_by("name", "pk"))

    @property
    def area(self) -> Neighbourhood | None:
        """The neighbourhood that it says, else that of its first place; none when it
        is for the whole city."""
        if self.is_city_wide:
            return None
        areas = (place.neighbourhood for place in self.spots)
        return self.neighbourhood or next(filter(None, areas), None)

    def get_absolute_url(self):
        return reverse("initiatives:initiative", args=[self.slug])
