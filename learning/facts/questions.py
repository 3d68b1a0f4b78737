"""What the card after a visit asks, and what one can say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.TextChoices):
    WELCOME = "welcome", _("Did you feel welcome?")
    MET = "met", _("Did you talk with someone you do not meet otherwise?")
    AGAIN = "again", _("Would you like to come again?")


class Answer(models.TextChoices):
    YES = "yes", _("yes")
    SOMEWHAT = "somewhat", _("a bit")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("I don't know")
