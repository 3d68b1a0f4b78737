from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import OneLineField
from common.plain.advice import FAIRLY
from common.plain.hardwords import HardWords, ours
from common.plain.reading import WORD, read


class HardWord(models.Model):
    """A word that staff find hard, with what is easier; it comes before ours."""

    words = OneLineField(
        _("word or words"),
        max_length=60,
        unique=True,
        help_text=_("In small letters, like: ten behoeve van."),
    )
    better = OneLineField(
        _("easier"),
        max_length=100,
        blank=True,
        help_text=_("Like: voor. Left empty: this word is not hard after all."),
    )

    history = HistoricalRecords()

    class Meta:
        app_label = "ontmoeten"
        ordering = ["words"]
        verbose_name = _("hard word")
        verbose_name_plural = _("hard words")

    def __str__(self):
        return self.words

    def clean(self):
        self.words = " ".join(self.words.lower().split())
        if not self.words or not all(map(WORD.fullmatch, self.words.split())):
            raise ValidationError({"words": _("Only words, without signs or digits.")})


class WithEase(models.Model):
    """Something with a text for the public; how easy that reads is kept with each of
    its versions."""

    ease = models.SmallIntegerField(
        _("how easy to read"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("From 0 to 100: higher is easier. Empty: too short to say."),
    )

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None or "description" in update_fields:
            self.measure()
            update_fields = update_fields and {*update_fields, "ease"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def reads_hard(self) -> bool:
        return self.ease is not None and self.ease < FAIRLY

    def measure(self) -> None:
        """Read the text anew, unsaved."""
        self.ease = read(self.description, {}).ease if self.description else None


def hard_words() -> HardWords:
    """Our list and staff's; one query."""
    return _together(tuple(HardWord.objects.order_by().values_list("words", "better")))


@lru_cache(maxsize=2)
def _together(added: tuple[tuple[str, str], ...]) -> HardWords:
    return HardWords(ours() | dict(added))
