"""Who comes to keep an organisation's pages: by registering, claiming, invitation.

All of it is about people, so each row has a day on which it goes.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField
from common.protect.staff_contact import StaffContact
from initiatives.models.activity import Activity
from initiatives.models.organisation import Membership, Organisation

REGISTRATION_RETENTION = timedelta(days=14)
INVITATION_RETENTION = timedelta(days=14)
Role = Membership.Role


class Registration(models.Model):
    """What someone typed to register an organisation, or to propose an initiative
    without one, until they confirm their e-mail address."""

    email = models.EmailField(_("e-mail address"), db_index=True)
    answers = models.JSONField(_("what was typed"))
    claims = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("says to be"),
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    forget_on = models.DateField(_("forget it on"), db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("unconfirmed registration")
        verbose_name_plural = _("unconfirmed registrations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(email=""), name="registration_has_an_address"
            )
        ]

    def __str__(self):
        return f"{self.pk}"

    def save(self, *args, **kwargs):
        self.email = self.email.lower()
        if self.forget_on is None:
            self.forget_on = (
                timezone.localdate(self.created_at) + REGISTRATION_RETENTION
            )
        super().save(*args, **kwargs)

    @property
    def about(self) -> str:
        """What it is called, and whose it would be."""
        organisation = self.claims or self.answers["organisation"]
        if organisation is None:
            return self.answers["entry"]["name"]
        named = self.claims.name if self.claims else organisation["name"]
        return f"{self.answers['entry']['name']} ({named})"


class Claim(models.Model):
    """Someone says that an organisation which staff imported is theirs."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="claims",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="claims",
        verbose_name=_("person"),
    )
    activities = models.ManyToManyField(
        Activity, related_name="+", blank=True, verbose_name=_("activities")
    )
    initiatives = models.ManyToManyField(
        "Initiative", related_name="+", blank=True, verbose_name=_("initiatives")
    )
    created_at = models.DateTimeField(_("asked"), default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("claim of an organisation")
        verbose_name_plural = _("claims of organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], name="one_claim_of_a_person"
            )
        ]

    def __str__(self):
        return f"{self.organisation}: {self.person}"


def hashed(token: str) -> str:
    """What is kept of a token that stands in a mail."""
    return salted_hmac("initiatives.invitation", token, algorithm="sha256").hexdigest()


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A colleague was asked, by mail, to help to keep an organisation's pages; gone
    once it is accepted."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="invitations",
        verbose_name=_("organisation"),
    )
    email = models.EmailField(_("e-mail address"))
    role = OneLineField(_("role"), max_length=6, choices=Role, default=Role.EDITOR)
    token_hash = OneLineField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("invited by"),
    )
    expires_at = models.DateTimeField(_("until"), db_index=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["email"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"], name="one_invitation_of_an_address"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["owner", "editor"]),
                name="invitation_role_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.get_role_display()}"


class OrganisationContact(StaffContact):
    """Whom staff ring about an organisation."""

    organisation = models.OneToOneField(
        Organisation,
        models.CASCADE,
        related_name="staff_contact",
        verbose_name=_("organisation"),
    )

    class Meta(StaffContact.Meta):
        verbose_name = _("whom staff ring about an organisation")
        verbose_name_plural = _("whom staff ring about organisations")
