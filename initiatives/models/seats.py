"""How an activity takes people who say that they come."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class TakesPeople(models.Model):
    """Whether people sign up, how many there can be, and whether someone waits for who
    does not dare to come in alone."""

    has_sign_up = models.BooleanField(
        _("people sign up here"),
        default=False,
        help_text=_("With a form on this site; you see first names, no addresses."),
    )
    capacity = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: no limit."),
    )
    has_waiting_list = models.BooleanField(
        _("a waiting list when it is full"),
        default=True,
        help_text=_(
            "When someone cancels, who waits longest gets the seat, and a mail."
        ),
    )
    waits_at_door = models.BooleanField(
        _("someone waits at the door"),
        default=False,
        help_text=_(
            "For who does not dare to come in alone. Only for organisations that "
            "we have vetted."
        ),
    )

    class Meta:
        abstract = True
