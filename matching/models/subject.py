from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.bilingual import InTwoLanguages
from common.kit.one_line import OneLineField
from common.translations.models import Translated


class Subject(InTwoLanguages, Translated):
    """What people look for or can do: the list that staff keep. Boxes hold its slug, so
    that stays; one that is not asked any more is switched off."""

    name = OneLineField(_("name"), max_length=80, unique=True)
    name_en = OneLineField(_("name in English"), max_length=80, blank=True)
    slug = models.SlugField(_("slug"), max_length=90, unique=True)
    is_asked = models.BooleanField(_("on the form"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    word = "onderwerp"
    translated = ["name"]
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("subject of Meet & Match")
        verbose_name_plural = _("subjects of Meet & Match")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="subject_has_a_name")
        ]

    def __str__(self):
        return self.name
