import re
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.duplicates.merging import Mergeable
from common.kit.one_line import LinesField, OneLineField
from common.moderation.states import Moderated
from common.plain.models import WithEase
from common.translations.models import Translated
from initiatives.models.querysets import OrganisationQuerySet
from places.models import Dataset, Neighbourhood
from places.models.imports import FileRow, FileRun

ROWS_RETENTION = timedelta(days=90)  # after which an import can not be undone
RESERVED_SLUGS = ["aanmelden", "voorwaarden"]


def validate_kvk(number: str) -> None:
    """A number of the Dutch trade register: eight digits."""
    if not re.fullmatch(r"\d{8}", number):
        raise ValidationError(_("A KvK number has eight digits, like 12345678."))


class Organisation(WithEase, Translated, Mergeable, Moderated):
    """A group of people that does something with and for others in the city."""

    name = OneLineField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    description = LinesField(
        _("description"),
        max_length=2000,
        blank=True,
        help_text=_("Who are you, and what do you do for people?"),
    )
    website = models.URLField(_("website"), blank=True)
    public_email = models.EmailField(
        _("e-mail address for visitors"),
        blank=True,
        help_text=_("Everyone can read it. An address of the organisation, not yours."),
    )
    phone = OneLineField(_("telephone number"), max_length=20, blank=True)
    kvk_number = OneLineField(
        _("KvK number"), max_length=8, blank=True, validators=[validate_kvk]
    )
    address = OneLineField(_("address"), max_length=200, blank=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        models.SET_NULL,
        related_name="organisations",
        null=True,
        blank=True,
        verbose_name=_("neighbourhood"),
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="Membership",
        related_name="organisations",
        verbose_name=_("people"),
    )
    is_vetted = models.BooleanField(
        _("vetted"),
        default=False,
        help_text=_("We know them: their hosts may wait at the door for a visitor."),
    )
    is_trusted = models.BooleanField(
        _("trusted"),
        default=False,
        help_text=_("What they change is live at once; staff see it afterwards."),
    )
    dataset = models.ForeignKey(
        Dataset,
        models.PROTECT,
        related_name="organisations",
        null=True,
        blank=True,
        verbose_name=_("source"),
    )
    source_id = OneLineField(_("id in the source"), max_length=120, blank=True)
    known_from = OneLineField(
        _("known from"),
        max_length=200,
        blank=True,
        help_text=_("Where it was found. Only staff read this."),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "organisatie"
    translated = ["description"]
    history = HistoricalRecords(excluded_fields=["created_at", "changed_at"])
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        permissions = [
            ("decide_organisation", _("May decide about organisations")),
            ("mark_organisation", _("May mark organisations as vetted and trusted")),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name=""),
                name="organisation_has_a_name",
                violation_error_message=_("Give the organisation a name."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS) & ~Q(slug=""),
                name="organisation_slug_is_not_reserved",
                violation_error_message=_(
                    "This slug is the name of a page; choose another."
                ),
            ),
            models.UniqueConstraint(
                fields=["dataset", "source_id"],
                condition=Q(dataset__isnull=False),
                name="organisation_once_per_source",
            ),
        ]

    def __str__(self):
        return self.name

    def forget_doubts(self) -> None:
        """They are answered: someone said how it is."""
        self.remarks.exclude(said="klopt").delete()

    def get_absolute_url(self):
        return reverse("initiatives:organisation", args=[self.slug])


class Membership(models.Model):
    """Someone who keeps the entries of an organisation up to date."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        EDITOR = "editor", _("editor")

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    role = OneLineField(_("role"), max_length=6, choices=Role, default=Role.EDITOR)
    wants_reminders = models.BooleanField(
        _("gets reminders"),
        default=True,
        help_text=_("A mail the day before each activity."),
    )
    wants_weekly = models.BooleanField(
        _("a mail each week"),
        default=False,
        help_text=_("How often it was seen, who comes, and what needs them."),
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering = ["-role", "pk"]  # owners before editors
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                name="member_of_an_organisation_once",
                violation_error_message=_("This person is in it already."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["owner", "editor"]), name="role_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.person}"

    @property
    def is_owner(self):
        return self.role == self.Role.OWNER


# --- Files of them ------------------------------------------------------------------


class OrganisationImport(FileRun):
    """A file of organisations."""

    class Meta(FileRun.Meta):
        verbose_name = _("import of organisations")
        verbose_name_plural = _("imports of organisations")

    @classmethod
    def forget(cls, now) -> int:
        """And the rows of files of long ago, that tell how to reach people."""
        old = cls.objects.filter(made_at__lt=now - ROWS_RETENTION)
        rows = OrganisationRow.objects.filter(run__in=old)
        return super().forget(now) + rows.delete()[0]


class OrganisationRow(FileRow):
    run = models.ForeignKey(OrganisationImport, models.CASCADE, related_name="rows")
    double_of = models.ForeignKey(
        Organisation, models.SET_NULL, related_name="+", null=True,
        verbose_name=_("organisation"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, related_name="+", null=True
    )

    thing = "organisation"

    class Meta(FileRow.Meta):
        verbose_name = _("row of an import of organisations")
        verbose_name_plural = _("rows of imports of organisations")
        indexes = [
            models.Index(fields=["run", "sort"], name="organisation_rows_by_sort"),
            models.Index(
                fields=["run", "organisation"],
                condition=models.Q(case="waits"),
                name="organisation_rows_that_wait",
            ),
        ]


class OrganisationKnownAs(models.Model):
    """The id by which a source knows an organisation, and marks (hashes) of what it
    said of it last: what somebody changed since is not changed by the next file."""

    dataset = models.ForeignKey(
        Dataset, models.CASCADE, related_name="+", verbose_name=_("source")
    )
    source_id = OneLineField(_("id in the source"), max_length=120)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="known_as",
        verbose_name=_("organisation"),
    )  # fmt: skip
    said = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("known as")
        verbose_name_plural = _("known as")
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "source_id"], name="organisation_known_once"
            )
        ]

    def __str__(self):
        return f"{self.dataset}: {self.source_id}"
