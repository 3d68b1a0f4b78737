"""What the municipality decides about Meet & Match, and who may see the people."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from matching.facts.safeguarding import Terms


def _person(label, help_text=""):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True,
        blank=True, verbose_name=label, help_text=help_text,
    )  # fmt: skip


class Policy(models.Model):
    """One row. Until all of it is filled Meet & Match is closed."""

    ONE = 1

    coordinator = _person(_("coordinator"))
    deputy = _person(_("deputy"), _("Who takes over when the coordinator is away."))
    conduct_months = models.PositiveSmallIntegerField(
        _("months that a statement of conduct counts"),
        default=36,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    conduct_profile = OneLineField(
        _("screening profile"),
        max_length=10,
        blank=True,
        help_text=_("That has to stand on it; empty when any will do."),
    )
    asks_training = models.BooleanField(_("a training is asked"), default=True)
    asks_references = models.BooleanField(_("references are asked"), default=True)
    controller = LinesField(
        _("who is responsible"),
        max_length=500,
        blank=True,
        help_text=_("The controller of these data, and the data protection officer."),
    )
    legal_basis = LinesField(
        _("legal basis"),
        max_length=1000,
        blank=True,
        help_text=_("Of the law on data protection (GDPR, article 6 and 9)."),
    )
    for_the_young = LinesField(
        _("for who is under 18"),
        max_length=500,
        blank=True,
        help_text=_("Whom they can call or write to."),
    )
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_by = _person("")
    alarmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What everyone may know, as pairing/waits.py counted it last.
    counted = models.JSONField(null=True, blank=True, editable=False)

    history = HistoricalRecords(
        excluded_fields=["opened_at", "opened_by", "alarmed_at", "counted"]
    )

    class Meta:
        verbose_name = _("rules of Meet & Match")
        verbose_name_plural = _("rules of Meet & Match")
        default_permissions = ()
        permissions = [("set_policy", _("May fill in the rules of Meet & Match"))]
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_policy"),
            models.CheckConstraint(
                condition=Q(coordinator=None)
                | Q(deputy=None)
                | ~Q(coordinator=F("deputy")),
                name="a_deputy_is_someone_else",
                violation_error_message=_("The deputy has to be someone else."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def now(cls) -> "Policy":
        """The row with both people; unsaved when nobody filled it in yet."""
        found = cls.objects.select_related("coordinator", "deputy").first()
        return found or cls(pk=cls.ONE)

    @classmethod
    def is_open(cls) -> bool:
        """Whether other pages may lead to it: it is on, and filled in."""
        return settings.MATCHING and cls.now().is_ready

    def missing(self) -> list[str]:
        """The labels of what has to be filled in before it opens."""
        names = ["coordinator", "deputy", "controller", "legal_basis", "for_the_young"]
        people = {"coordinator", "deputy"}
        return [
            str(self._meta.get_field(name).verbose_name)
            for name in names
            if not getattr(self, name)
            or (name in people and not self._may_work(getattr(self, name)))
        ]

    @staticmethod
    def _may_work(person) -> bool:
        return person.is_active and person.is_staff

    @property
    def is_ready(self) -> bool:
        return not self.missing()

    def is_seen_by(self, person) -> bool:
        """Whether someone may see the people: the two who are named, and nobody else,
        whatever rights they have."""
        return person.is_active and person.pk in {self.coordinator_id, self.deputy_id}

    @property
    def people(self) -> list:
        """The coordinator and the deputy, as far as there are any."""
        return [each for each in (self.coordinator, self.deputy) if each]

    def terms(self) -> Terms:
        return Terms(
            self.conduct_months,
            self.conduct_profile,
            self.asks_training,
            self.asks_references,
        )

    def clean(self):
        if self.coordinator_id and self.coordinator_id == self.deputy_id:
            raise ValidationError({"deputy": _("The deputy has to be someone else.")})

    @classmethod
    def was_opened(cls, by, now: datetime) -> None:
        """One of the two opened the list; the alarm is off."""
        cls.objects.update(opened_at=now, opened_by=by, alarmed_at=None)
