"""Texts of one line: a line break or a control sign in them is a space.

They go into feeds, calendars, mails and tables, where a break begins something else.
Every short text of a model is an `OneLineField`, every short text of a form a
`OneLineInput`: a test sees to that. So none has a break, whoever writes it.
"""

import re

from django import forms
from django.db import models

# Control signs (C0, C1), the separators of lines and paragraphs, and what is no sign or
# half of one: no XML or encoding can hold it.
BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
# What no text can hold, however many lines it has: XML and databases refuse it.
NEVER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]"
)


def without_breaks(text: str) -> str:
    return text if text.isprintable() else BREAKS.sub(" ", text)


def one_line(text: str) -> str:
    """The text on one line, without spaces around it."""
    return without_breaks(text).strip()


def readable(text: str) -> str:
    """The text with its lines, without control signs."""
    return text if text.isprintable() else NEVER.sub(" ", text)


def writable(text: str) -> str:
    """The same for XML and calendars, with one kind of line end: rows that were stored
    before may hold others."""
    return readable(text.replace("\r\n", "\n").replace("\r", "\n"))


class OneLineInput(forms.CharField):
    """A short text in a form. One with a NUL is no slip of anybody: it is refused."""

    def to_python(self, value):
        if isinstance(value, str) and "\0" not in value:
            value = without_breaks(value)
        return super().to_python(value)


class Cleaned:
    """A field of a model that cleans what goes into the database, by whatever way, and
    with it the row in memory; to migrations it is the field of Django it is made of."""

    clean_text = staticmethod(without_breaks)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs

    def to_python(self, value):
        return self._cleaned(super().to_python(value))

    def get_prep_value(self, value):
        return self._cleaned(super().get_prep_value(value))

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        clean = self._cleaned(value)
        if clean is not value:
            setattr(model_instance, self.attname, clean)
        return clean

    def _cleaned(self, value):
        return self.clean_text(value) if isinstance(value, str) else value


class OneLineField(Cleaned, models.CharField):
    """A short text of a model."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": OneLineInput, **kwargs})


class LinesField(Cleaned, models.TextField):
    """A text of a model with as many lines as it likes."""

    clean_text = staticmethod(readable)
