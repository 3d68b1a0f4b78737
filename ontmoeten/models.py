from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.history import who
from common.history.bin import Binned
from common.jobs.models import LastTime
from common.kit.one_line import OneLineField
from common.mail.models import Mail
from common.moderation.absence import Absence
from common.moderation.answers import AnswerTemplate
from common.moderation.attention import Attention
from common.moderation.undoing.models import Undoable
from common.plain.models import HardWord
from common.protect.once import Sent
from common.protect.rate_limit import SendCount
from common.translations.models import Translation

__all__ = [
    "Absence", "AnswerTemplate", "Attention", "Binned", "HardWord", "LastTime",
    "Mail", "SendCount", "Sent", "Translation", "Undoable", "User",
]  # fmt: skip


class LowercaseEmailField(models.EmailField):
    """An address in small letters, on its way in and in every question."""

    def to_python(self, value):
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **extra):
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **extra):
        rights = {"is_staff": True, "is_superuser": True}
        return self.create_user(email, password, **rights | extra)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who works on this site; residents need no account."""

    email = LowercaseEmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Someone with this e-mail address exists.")},
    )
    name = OneLineField(_("name"), max_length=120, blank=True)
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("May work in the administration.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Switch off instead of deleting.")
    )
    logged_out_at = models.DateTimeField(null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["email"]
        verbose_name = _("user")
        verbose_name_plural = _("users")
        permissions = [
            ("ring", _("May ring about entries, and take off the site what stopped")),
            ("take_factor", _("May take away the second factor of a colleague")),
            ("see_register", _("May see the register of personal data")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_in_small_letters",
            )
        ]

    def __str__(self):
        return who.for_staff(self)

    @property
    def name_or_address(self) -> str:
        """For herself, and for who keeps the same pages or gives her rights here."""
        return self.name or self.email

    def get_session_auth_hash(self):
        """Another one once this person is logged out everywhere."""
        until = self.logged_out_at
        return super().get_session_auth_hash() + (until.isoformat() if until else "")

    def get_full_name(self):
        return self.name_or_address

    def get_short_name(self):
        return self.name_or_address
