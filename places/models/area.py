import shapely
from django.conf import settings
from django.contrib.gis.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import OneLineField
from places.facts.areas import AreaIndex

SKETCHED = 0.00015  # degrees, some 12 metres: a boundary to look at, not to measure


def code_begins_with(prefix, name, message):
    """What must never be: an area with the code of another sort of area."""
    return models.CheckConstraint(
        condition=Q(code__startswith=prefix),
        name=name,
        violation_error_message=message,
    )


class Area(models.Model):
    """A part of the country with an official CBS code."""

    code = OneLineField(_("CBS code"), max_length=10, unique=True)
    name = OneLineField(_("name"), max_length=80)
    centre = models.PointField(_("centre"))
    boundary = models.MultiPolygonField(_("boundary"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name

    def sketch(self):
        """Its boundary with fewer corners, to draw; None where there is none."""
        if self.boundary:
            return self.boundary.simplify(SKETCHED, preserve_topology=True)
        return None

    def figures(self):
        """Its key figures, the newest of each first."""
        return Figure.objects.filter(code=self.code).order_by("name", "-year")


class Municipality(Area):
    """The whole municipality."""

    history = HistoricalRecords(excluded_fields=["boundary"])

    class Meta(Area.Meta):
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            code_begins_with(
                "GM",
                "municipality_code_begins_with_gm",
                _("The code begins with GM."),
            )
        ]

    @classmethod
    def our_centre(cls) -> tuple[float, float] | None:
        """Latitude and longitude in degrees: of ours, else of the middle of the
        neighbourhoods that are known; None when there are none."""
        rows = cls.objects.filter(code=settings.MUNICIPALITY)
        if centre := rows.values_list("centre", flat=True).first():
            return centre.y, centre.x
        centres = list(Neighbourhood.objects.values_list("centre", flat=True))
        if not centres:
            return None
        return (
            sum(each.y for each in centres) / len(centres),
            sum(each.x for each in centres) / len(centres),
        )


class District(Area):
    """A part of the city that holds several neighbourhoods."""

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="districts",
        verbose_name=_("municipality"),
    )

    history = HistoricalRecords(excluded_fields=["boundary"])

    class Meta(Area.Meta):
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [
            code_begins_with(
                "WK",
                "district_code_begins_with_wk",
                _("The code begins with WK."),
            )
        ]


class NeighbourhoodManager(models.Manager):
    def area_index(self) -> AreaIndex:
        """The boundaries and centres of our municipality, to ask much of; reads them
        all, in two queries."""
        ours = Municipality.objects.filter(code=settings.MUNICIPALITY).first()
        outline = ours and ours.boundary and shapely.from_wkb(bytes(ours.boundary.wkb))
        return AreaIndex(self.all(), outline)


class Neighbourhood(Area):
    """The neighbourhood you live in, as the municipality draws it."""

    slug = models.SlugField(max_length=90, unique=True, editable=False)
    district = models.ForeignKey(
        District,
        models.PROTECT,
        related_name="neighbourhoods",
        verbose_name=_("district"),
    )

    # Drawn, and good enough to say where something probably lies; an import of the
    # exact boundary replaces it.
    is_generalised = models.BooleanField(
        _("boundary is generalised"), default=False, editable=False
    )

    history = HistoricalRecords(excluded_fields=["boundary", "is_generalised"])
    objects = NeighbourhoodManager()

    class Meta(Area.Meta):
        verbose_name = _("neighbourhood")
        verbose_name_plural = _("neighbourhoods")
        constraints = [
            code_begins_with(
                "BU",
                "neighbourhood_code_begins_with_bu",
                _("The code begins with BU."),
            )
        ]

    def get_absolute_url(self):
        return reverse("places:neighbourhood", args=[self.slug])

    def fill_slug(self) -> None:
        """Its name, with its code where another has that name; unsaved."""
        if self.slug:
            return
        self.slug = slugify(self.name)
        others = Neighbourhood.objects.exclude(pk=self.pk)
        if others.filter(slug=self.slug).exists():
            self.slug = f"{self.slug}-{self.code.lower()}"


class Figure(models.Model):
    """A number about an area: what, when, and who counted or estimated it."""

    class Name(models.TextChoices):
        INHABITANTS = "inhabitants", _("inhabitants")
        AGE_65_PLUS = "inhabitants_65_plus", _("inhabitants of 65 and older")
        AGE_65_PLUS_PCT = "inhabitants_65_plus_pct", _("65 and older (%)")
        AGE_0_14 = "inhabitants_0_14", _("inhabitants up to 14")
        HOUSEHOLDS = "households", _("households")
        ONE_PERSON_PCT = "one_person_households_pct", _("people living alone (%)")
        INCOME = "income_per_inhabitant", _("income per inhabitant (euros)")
        GOOD_HEALTH_PCT = "good_health_pct", _("in good health (%)")
        LONELY_PCT = "lonely_18_plus_pct", _("lonely, 18 and older (%)")
        VERY_LONELY_PCT = "severely_lonely_18_plus_pct", _("severely lonely (%)")
        EMOTIONALLY_PCT = "emotionally_lonely_18_plus_pct", _("emotionally lonely (%)")
        SOCIALLY_PCT = "socially_lonely_18_plus_pct", _("socially lonely (%)")
        LONELY_65_PCT = "lonely_65_plus_pct", _("lonely, 65 and older (%)")

    # Estimates about feelings are for policy, not to label a neighbourhood with.
    PUBLIC = (
        Name.INHABITANTS,
        Name.AGE_65_PLUS,
        Name.AGE_65_PLUS_PCT,
        Name.HOUSEHOLDS,
        Name.ONE_PERSON_PCT,
    )
    DELICATE = (
        Name.GOOD_HEALTH_PCT,
        Name.LONELY_PCT,
        Name.VERY_LONELY_PCT,
        Name.EMOTIONALLY_PCT,
        Name.SOCIALLY_PCT,
        Name.LONELY_65_PCT,
    )

    code = OneLineField(
        _("CBS code"), max_length=10, help_text=_("Of a GM…, WK… or BU….")
    )
    name = OneLineField(_("figure"), max_length=40, choices=Name)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(
        _("value"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: unknown or kept secret by the source."),
    )
    source = OneLineField(_("source"), max_length=200)

    history = HistoricalRecords()

    class Meta:
        ordering = ["code", "name", "-year"]
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        permissions = [
            ("see_loneliness", _("May see key figures about loneliness and health")),
            ("see_policy", _("May see what there is in each neighbourhood")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "name", "year"],
                name="one_figure_per_area_and_year",
                violation_error_message=_("This figure exists for this year."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="figure_has_a_source",
                violation_error_message=_("Say where the figure comes from."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name} {self.year}: {self.value}"
