"""Texts of ours in other languages, and how sure we are of each.

Dutch is what counts. A translation remembers the Dutch that it was made from: once that
changes it is out of date, and says so. Every text is stored once: the English of some
in a column beside the Dutch (`name_en`), which lists, tiles and the search read, all
others in the translation. Of a column the translation holds only the MD5 of the words
it judges, so that about words that came in by another way nobody said they are right.
Docs: docs/languages.md.
"""

import hashlib

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import LinesField, OneLineField
from common.translations.languages import ENGLISH

LONGEST = 10_000  # characters of a text in another language
PARAMETER = "tekst"


class Status(models.TextChoices):
    """How sure we are of a text in another language."""

    CHECKED = "checked", _("checked by a person")
    AUTOMATIC = "automatic", _("automatic, nobody checked it")
    OUTDATED = "outdated", _("out of date")
    MISSING = "missing", _("missing")


NO_TEXT = Q(text="", of_column="")  # of a row: nothing to show, only to decide
GIVEN = [Status.CHECKED, Status.AUTOMATIC]  # what is kept; the rest follows


class Translation(models.Model):
    """A text in another language, as it is shown and as someone proposes it."""

    kind = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    key = models.BigIntegerField()
    thing = GenericForeignKey("kind", "key")
    field = OneLineField(max_length=40)
    language = OneLineField(_("language"), max_length=8)
    text = LinesField(_("text"), blank=True)  # empty when a column has it
    of_column = OneLineField(max_length=32, blank=True, editable=False)
    state = OneLineField(
        _("how sure"),
        max_length=10,
        choices=[(each.value, each.label) for each in GIVEN],
        default=Status.AUTOMATIC,
    )
    dutch = LinesField(blank=True)  # that it was made from
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    checked_on = models.DateField(null=True, blank=True)
    proposed = LinesField(_("proposed text"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    answer = LinesField(blank=True)  # why what was proposed is not taken over
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "ontmoeten"
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        default_permissions = ()
        permissions = [("accept_translation", _("May accept proposed translations"))]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "field", "language"], name="translated_once"
            ),
            models.CheckConstraint(
                condition=~Q(text="", of_column="", proposed="", answer=""),
                name="translation_says_something",
            ),
            models.CheckConstraint(
                condition=Q(text="") | Q(of_column=""),
                name="translation_is_stored_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=GIVEN), name="translation_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(proposed="") | Q(proposed_at__isnull=False),
                name="translation_proposed_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["proposed_at"],
                condition=~Q(proposed=""),
                name="translation_that_waits",
            )
        ]

    def __str__(self):
        return f"{self.field} ({self.language})"

    @property
    def now(self) -> str:
        """The text as it is by now, wherever it is stored; empty for none."""
        thing = self.thing
        column = thing and column_of(type(thing), self.field, self.language)
        return getattr(thing, column) if column else self.text


class Translated(models.Model):
    """A thing with texts that may be there in other languages too."""

    word = ""  # for it, in our addresses
    translated: list[str] = []  # names of its fields
    called = "name"  # the field that has its name
    part_of = ""  # the field with the thing whose page and rights are its own too
    # Whether a text that staff give waits, too, until a colleague saw it.
    needs_second_look = False

    translations = GenericRelation(
        Translation,
        content_type_field="kind",
        object_id_field="key",
        verbose_name=_("translations"),
    )

    class Meta:
        abstract = True


def whole_of(model: type[models.Model]) -> type[models.Model]:
    """The model whose page and rights count: its own, or that of what it is part of."""
    part_of = model.part_of
    return model._meta.get_field(part_of).related_model if part_of else model


def column_of(model: type[models.Model], field: str, language: str) -> str:
    """The name of the column beside the Dutch, empty when there is none."""
    try:
        found = model._meta.get_field(f"{field}_en") if language == ENGLISH else None
    except FieldDoesNotExist:
        found = None
    return found.name if found else ""


def md5(text: str) -> str:
    """To know words again, as both databases compute it."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
