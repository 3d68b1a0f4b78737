from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.moderation.states import Moderated
from common.protect.contact_details import found_in
from common.translations.models import Translated
from learning.models.querysets import FoundQuerySet
from places.models import Neighbourhood
from themes.models import Theme

LONGEST = 200


def validate_nobody_is_in_it(text: str) -> None:
    """Refuses what leads to one person. A name no machine can tell: who types it is
    asked to leave it out, and a colleague looks."""
    if words := found_in(text):
        raise ValidationError(words)


class HeardQuerySet(FoundQuerySet):
    def of_theme(self, theme):
        return self.filter(theme=theme)

    def in_area(self, area):
        return self.filter(neighbourhood=area)


class Heard(Translated, Moderated):
    """One sentence that someone of the staff heard on the street. A colleague sees it
    before it is public, and who typed it never shows."""

    sentence = OneLineField(
        _("what you heard"),
        max_length=LONGEST,
        validators=[validate_nobody_is_in_it],
        help_text=_(
            "One sentence. No names, nor anything by which neighbours know who it was."
        ),
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        models.SET_NULL,
        related_name="heard",
        null=True,
        blank=True,
        verbose_name=_("neighbourhood"),
    )
    theme = models.ForeignKey(
        Theme,
        models.SET_NULL,
        related_name="heard",
        null=True,
        blank=True,
        verbose_name=_("theme"),
    )
    heard_on = models.DateField(_("heard on"), default=timezone.localdate)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("typed by"),
    )
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("seen by"),
    )
    words = LinesField(default="", editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "gehoord"
    translated = ["sentence"]
    called = "sentence"
    needs_second_look = True
    history = HistoricalRecords(excluded_fields=["created_at", "changed_at", "words"])
    objects = HeardQuerySet.as_manager()

    class Meta:
        ordering = ["-heard_on", "-pk"]
        verbose_name = _("heard on the street")
        verbose_name_plural = _("heard on the street")
        permissions = [("decide_heard", _("May decide about what was heard"))]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(condition=~Q(sentence=""), name="heard_says_it"),
            models.CheckConstraint(
                condition=Q(typed_by=None)
                | Q(seen_by=None)
                | ~Q(typed_by=F("seen_by")),
                name="a_second_colleague_saw_what_was_heard",
                violation_error_message=_("A colleague has to see it first."),
            ),
        ]

    def __str__(self):
        return self.sentence
