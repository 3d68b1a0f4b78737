from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.links.models import Linked
from common.moderation.states import Moderated
from common.translations.models import Translated
from learning.models.querysets import FoundQuerySet


class NewsItem(Translated, Moderated, Linked):
    """A short message about one thing on the site."""

    title = OneLineField(_("title"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    text = LinesField(_("text"), max_length=1000, help_text=_("A few sentences."))
    day = models.DateField(_("day"), default=timezone.localdate)
    is_invented = models.BooleanField(default=False, editable=False)
    words = LinesField(default="", editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "nieuws"
    translated = ["title", "text"]
    called = "title"
    history = HistoricalRecords(excluded_fields=["created_at", "changed_at", "words"])
    objects = FoundQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        permissions = [("decide_newsitem", _("May decide about news"))]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title=""),
                name="newsitem_has_a_title",
                violation_error_message=_("Give the message a title."),
            ),
            models.CheckConstraint(
                condition=~Q(slug=""), name="newsitem_has_an_address"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("learning:news-item", args=[self.slug])
