from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.bilingual import InTwoLanguages
from common.kit.one_line import LinesField, OneLineField
from common.translations.models import Translated
from themes.slugs import SLUGS


class Theme(InTwoLanguages, Translated):
    """One of the four reasons why meeting each other matters."""

    slug = models.SlugField(unique=True, editable=False)
    icon = models.SlugField(editable=False)
    colour = models.SlugField(
        editable=False, help_text=_("A name from tokens.css, never a colour itself.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = OneLineField(_("title"), max_length=80)
    title_en = OneLineField(_("title in English"), max_length=80, blank=True)
    line = OneLineField(
        _("in one line"),
        max_length=120,
        help_text=_("What it does for you. “Help with letters and rules”."),
    )
    line_en = OneLineField(_("in one line, in English"), max_length=120, blank=True)
    text = LinesField(
        _("text"), help_text=_("80 to 150 words, short sentences, “you”.")
    )
    text_en = LinesField(_("text in English"), blank=True)

    word = "thema"
    translated = ["line", "text", "title"]
    called = "title"
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slug__in=SLUGS), name="theme_is_one_of_four"
            )
        ]

    def __str__(self):
        return self.in_language("title")

    def get_absolute_url(self):
        return reverse("themes:detail", args=[self.slug])
