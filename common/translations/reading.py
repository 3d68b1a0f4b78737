"""Texts of things as a page or a writer reads them: which is shown, and how sure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import MD5
from django.utils.html import format_html
from django.utils.translation import get_language

from common.translations.languages import DUTCH, direction, name_of
from common.translations.models import (
    NO_TEXT,
    PARAMETER,
    Status,
    Translated,
    Translation,
    column_of,
    md5,
)


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
        if wanted and things:
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
