"""Values of fields as people read them, for who compares two versions of something.

A value is as `common.kit.values` has it: fit for JSON. A model may say how it
tells a field: `formatters = {"rule": function of the value}`.
"""

from collections.abc import Container, Iterable
from pathlib import PurePath

from django.contrib.gis.db.models.fields import BaseSpatialField
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from common.history import who
from common.kit import values
from common.kit.tags import TagsField

NOTHING = "–"
SHORT = 6  # of the random name of a file: enough to see that it is another


class Names:
    """What related rows are called; one query for each model that is asked about."""

    def __init__(self):
        self._known: dict[type[models.Model], dict[int, str]] = {}

    def learn(self, model: type[models.Model], keys: Iterable[int]) -> None:
        known = self._known.setdefault(model, {})
        new = set(keys) - known.keys()
        if not new:
            return
        rows = model._base_manager.filter(pk__in=new)
        heavy = [each.name for each in model._meta.concrete_fields
                 if isinstance(each, BaseSpatialField)]  # fmt: skip
        known |= who.words_of(rows.defer(*heavy))

    def of(self, model: type[models.Model], keys: Iterable[int]) -> str:
        keys = list(keys)
        self.learn(model, keys)
        known = self._known[model]
        gone = _("(no longer there)")
        return ", ".join(known.get(key, gone) for key in keys) or NOTHING


def keys_of(value) -> list[int]:
    """The related rows in a value, of one field to one row or to many."""
    keys = value if isinstance(value, list) else [value]
    return [key for key in keys if key is not None]


def label(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def in_words(model: type[models.Model], name: str, value, names: Names | None = None):
    """One value, in the language of the page."""
    field = model._meta.get_field(name)
    if field.is_relation:
        return (names or Names()).of(field.related_model, keys_of(value))
    if value and name in getattr(model, "formatters", {}):
        return str(model.formatters[name](value))
    if isinstance(field, TagsField):
        known = dict(field.tags)
        chosen = [str(known.get(each, each)) for each in field.to_python(value)]
        return ", ".join(chosen) or NOTHING
    if field.choices and value not in (None, ""):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return {True: _("yes"), False: _("no")}.get(value, _("unknown"))
    if value and isinstance(field, models.FileField):  # its name says nothing
        return _("file %(name)s") % {"name": PurePath(value).stem[:SHORT]}
    if value and isinstance(value, str):
        return _moment(field, value)
    return NOTHING if value in (None, "") else str(value)


def _moment(field, text: str) -> str:
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(text)
        return date_format(localtime(moment), "DATETIME_FORMAT") if moment else text
    if isinstance(field, models.DateField):
        day = parse_date(text)
        return date_format(day, "j F Y") if day else text
    if isinstance(field, models.TimeField):
        clock = parse_time(text)
        return time_format(clock) if clock else text
    return text


def facts(row: models.Model, but: Container[str]) -> list[tuple[str, str]]:
    """Every field and list of a row `but` these: what it is called and what it says."""
    fields = [*row._meta.concrete_fields, *row._meta.many_to_many]
    now = values.plain(row, [each.name for each in fields if each.name not in but])
    return [
        (str(row._meta.get_field(name).verbose_name), in_words(type(row), name, value))
        for name, value in now.items()
    ]
