"""Texts of ours in other languages, and how sure we are of each.

Dutch is what counts. A translation remembers the Dutch that it was made from: once that
changes it is out of date, and says so. Every text is stored once: the English of some
in a column beside the Dutch (`name_en`), which lists, tiles and the search read, all
others in the translation. Of a column the translation holds only the MD5 of the words
it judges, so that about words that came in by another way nobody said they are right.
Docs: docs/languages.md.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import MD5
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.kit.storing import store
from common.translations.languages import DUTCH, ENGLISH, direction, name_of

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
    field = models.CharField(max_length=40)
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"), blank=True)  # empty when a column has it
    of_column = models.CharField(max_length=32, blank=True, editable=False)
    state = models.CharField(
        _("how sure"),
        max_length=10,
        choices=[(each.value, each.label) for each in GIVEN],
        default=Status.AUTOMATIC,
    )
    dutch = models.TextField(blank=True)  # that it was made from
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    checked_on = models.DateField(null=True, blank=True)
    proposed = models.TextField(_("proposed text"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)  # why what was proposed is not taken over
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

    translations = GenericRelation(
        Translation,
        content_type_field="kind",
        object_id_field="key",
        verbose_name=_("translations"),
    )

    class Meta:
        abstract = True


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


def _judged(thing, field, language, row: Translation | None) -> tuple[str, Status]:
    """The words, empty when there are none, and how sure we are of them."""
    words = row.text if row else ""
    if column := column_of(type(thing), field, language):
        words = getattr(thing, column)
        is_judged = row is not None and row.of_column == md5(words)
        if words and not is_judged:  # it came by an import, say
            return words, Status.AUTOMATIC
    if not words:
        return "", Status.MISSING
    if row.dutch != getattr(thing, field):
        return words, Status.OUTDATED
    return words, Status(row.state)


@dataclass(frozen=True)
class DisplayText:
    """A text as a page shows it: in the language asked for, or else in Dutch."""

    text: str
    language: str
    status: Status | None  # None: it is Dutch, and that was asked for

    @property
    def marks(self) -> str:
        """For its tag: which language it is, and the way it is read."""
        if direction(self.language) == "rtl":
            return format_html('lang="{}" dir="rtl"', self.language)
        return format_html('lang="{}"', self.language)


class Reading:
    """The texts of some things in the language of a reader: one query, and none where
    Dutch is all there is. The first thing is what the page is about."""

    def __init__(self, language: str, *things: Translated, is_unknown=False):
        self.language, self.things, self.is_unknown = language, things, is_unknown
        self._rows: dict[tuple, Translation] = {}
        wanted = {*settings.EXTRA_LANGUAGES, language} - {DUTCH}
        if wanted:
            self._read(wanted)

    def _read(self, wanted):
        mine = Q()
        for thing in self.things:
            meta = thing._meta
            names = {"kind__app_label": meta.app_label, "kind__model": meta.model_name}
            mine |= Q(**names, key=thing.pk)
        rows = Translation.objects.filter(mine, language__in=wanted)
        rows = rows.exclude(NO_TEXT)
        for row in rows.select_related("kind").defer("proposed"):
            self._rows[row.kind.model, row.key, row.field, row.language] = row

    @property
    def http_status(self) -> int:
        return 400 if self.is_unknown else 200

    @property
    def is_extra(self) -> bool:
        return self.language in settings.EXTRA_LANGUAGES

    @property
    def offers(self) -> list[tuple[str, str, str]]:
        """(code, name, direction) of the extra languages in which something of the
        page's own thing is there."""
        about = (self.things[0]._meta.model_name, self.things[0].pk)
        there = {key[3] for key in self._rows if key[:2] == about}
        codes = [code for code in settings.EXTRA_LANGUAGES if code in there]
        return [(code, name_of(code), direction(code)) for code in codes]

    def of(self, thing: Translated, field: str) -> DisplayText:
        dutch = getattr(thing, field)
        if self.language == DUTCH or not dutch:
            return DisplayText(dutch, DUTCH, None)
        key = (thing._meta.model_name, thing.pk, field, self.language)
        words, status = _judged(thing, field, self.language, self._rows.get(key))
        if status == Status.MISSING:
            return DisplayText(dutch, DUTCH, status)
        return DisplayText(words, self.language, status)


def reading(request, *things: Translated) -> Reading:
    """In the language of the page, or in the one that `?tekst=` asks for."""
    asked = request.GET.get(PARAMETER, "")
    if asked in settings.EXTRA_LANGUAGES:
        return Reading(asked, *things)
    return Reading(get_language(), *things, is_unknown=bool(asked))


@dataclass(frozen=True)
class Given:
    """One text in one language, as its writers see it."""

    field: str
    language: str
    text: str
    status: Status
    dutch_then: str  # that it was made from, when that has changed
    proposed: str
    answer: str  # why what was proposed is not taken over


def all_of(thing: Translated, languages: Iterable[str]) -> list[Given]:
    """Every text of a thing in each of these languages; one query."""
    kind = ContentType.objects.get_for_model(thing)
    rows = Translation.objects.filter(kind=kind, key=thing.pk)
    known = {(row.field, row.language): row for row in rows}
    found = []
    for field in thing.translated:
        if not getattr(thing, field):
            continue
        for language in languages:
            row = known.get((field, language))
            words, status = _judged(thing, field, language, row)
            then = row.dutch if status == Status.OUTDATED else ""
            asked = (row.proposed, row.answer) if row else ("", "")
            found.append(Given(field, language, words, status, then, *asked))
    return found


@transaction.atomic
def give(
    thing: Translated,
    field: str,
    language: str,
    text: str,
    state: str,
    by: AbstractBaseUser | None,
) -> None:
    """This is the text from now on, made from the Dutch as `thing` has it; no text
    takes it away. What someone proposed for it is answered by that."""
    mine = {
        "kind": ContentType.objects.get_for_model(thing),
        "key": thing.pk,
        "field": field,
        "language": language,
    }
    column = column_of(type(thing), field, language)
    if not text:
        Translation.objects.filter(**mine).delete()
    else:
        is_checked = state == Status.CHECKED
        values = {
            "text": "" if column else text,
            "of_column": md5(text) if column else "",
            "state": state,
            "dutch": getattr(thing, field),
            "checked_by": by if is_checked else None,
            "checked_on": timezone.localdate() if is_checked else None,
            "proposed": "",
            "proposed_by": None,
            "proposed_at": None,
            "answer": "",
        }
        Translation.objects.update_or_create(**mine, defaults=values)
    if column and getattr(thing, column) != text:
        setattr(thing, column, text)
        thing._history_user = by
        store(thing, update_fields=[column])


def hand_over(gone: Translated, keep: Translated) -> int:
    """`gone` becomes a part of `keep`: what was made from the Dutch that `keep` has by
    now goes over, and takes the place of what was made from another. Gives how many."""
    count = 0
    for row in gone.translations.all():
        dutch = getattr(keep, row.field)
        old = keep.translations.filter(field=row.field, language=row.language)
        if getattr(gone, row.field) == dutch and not old.filter(dutch=dutch).exists():
            old.delete()
            row.key = keep.pk
            row.save(update_fields=["key"])
            count += 1
    return count


def copy(one: Translated, other: Translated) -> None:
    """Give `other`, whose Dutch is the same, every text that `one` has, with how sure
    we are of it and what is proposed."""
    rows = list(one.translations.all())
    for row in rows:
        row.pk, row.key = None, other.pk
    Translation.objects.bulk_create(rows, ignore_conflicts=True)


def propose(
    thing: Translated, field: str, language: str, text: str, by: AbstractBaseUser
) -> None:
    """Someone of an organisation gives it; it is shown once staff accept it. No text
    withdraws what was proposed."""
    mine = {
        "kind": ContentType.objects.get_for_model(thing),
        "key": thing.pk,
        "field": field,
        "language": language,
    }
    if text:
        now = timezone.now()
        values = {"proposed": text, "proposed_by": by, "proposed_at": now, "answer": ""}
        Translation.objects.update_or_create(**mine, defaults=values)
        return
    rows = Translation.objects.filter(**mine)
    rows.filter(NO_TEXT).delete()
    rows.update(proposed="", proposed_by=None, proposed_at=None, answer="")


def turn_down(row: Translation, why: str) -> None:
    """What was proposed is not taken over; who proposed it reads why."""
    row.proposed, row.proposed_by, row.proposed_at = "", None, None
    row.answer = why
    row.save()


def mark_own_texts_checked(thing: Translated, using: str = "default") -> None:
    """What we wrote ourselves in the columns of something new is checked."""
    kind = ContentType.objects.db_manager(using).get_for_model(thing)
    columns = {field: column_of(type(thing), field, "en") for field in thing.translated}
    Translation.objects.using(using).bulk_create(
        [
            Translation(
                kind=kind, key=thing.pk, field=field, language=ENGLISH,
                of_column=md5(getattr(thing, column)), dutch=getattr(thing, field),
                state=Status.CHECKED, checked_on=timezone.localdate(),
            )
            for field, column in columns.items()
            if column and getattr(thing, column)
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def status_of(model: type[Translated], field: str, language: str) -> Case:
    """The same judgement inside a question, for each row of `model`."""
    kind = ContentType.objects.get_for_model(model)
    rows = Translation.objects.filter(
        kind=kind, key=OuterRef("pk"), field=field, language=language
    ).exclude(NO_TEXT)
    column = column_of(model, field, language)
    if column:
        rows = rows.filter(of_column=MD5(OuterRef(column)))
    steps = [
        When(Exists(rows.exclude(dutch=OuterRef(field))), then=Value("outdated")),
        When(Exists(rows.filter(state="checked")), then=Value("checked")),
        When(Exists(rows), then=Value("automatic")),
    ]
    if column:
        steps.append(When(~Q(**{column: ""}), then=Value("automatic")))
    return Case(
        *steps, default=Value("missing"), output_field=models.CharField(max_length=10)
    )
