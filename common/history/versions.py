"""The versions of a thing in its history: what each says, what differs, by whom."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from simple_history.models import HistoricalRecords

from common.history import who
from common.kit import values, wording

LOOKED_BACK = 30  # versions, to find who changed a field
# Of no interest to who reads what changed, or told by another field.
HIDDEN = {"id", "ease", "source_fields", "source_raw", "width", "height"}


class Change(NamedTuple):
    """One field of a version, as it was before and as it became."""

    label: str
    before: str
    after: str


def tracked(model: type[models.Model]) -> list[str]:
    """The fields that its history keeps and people may want to know."""
    kept = [field.name for field in model.history.model.tracked_fields]
    lists = [field.name for field in model.history.model._history_m2m_fields]
    return [name for name in [*kept, *lists] if name not in HIDDEN]


def values_of(records: Collection, model: type[models.Model]) -> list[dict[str, Any]]:
    """What each of these versions says, as `proposals.plain` says it of a row; a query
    for each many-to-many field."""
    lists = _lists_of(records, model)
    return [_values(record, model) | lists[record.pk] for record in records]


def _values(record, model) -> dict[str, Any]:
    plain = {
        field.name: values.as_stored(field, getattr(record, field.attname))
        for field in model._meta.concrete_fields
        if field in record.tracked_fields and field.name not in HIDDEN
    }
    return json.loads(json.dumps(plain, cls=DjangoJSONEncoder))


def _lists_of(records, model) -> dict[int, dict[str, list[int]]]:
    fields = model.history.model._history_m2m_fields
    found = {record.pk: {field.name: [] for field in fields} for record in records}
    for field in fields:
        ties = HistoricalRecords.m2m_models[field]
        key = f"{field.m2m_reverse_field_name()}_id"
        rows = ties.objects.filter(history__in=list(found))
        for history, related in rows.values_list("history_id", key):
            found[history][field.name].append(related)
    for lists in found.values():
        for keys in lists.values():
            keys.sort()
    return found


def differences(
    model: type[models.Model], pairs: Iterable[tuple[Mapping, Mapping]]
) -> list[list[Change]]:
    """For each (before, after) what changed, in words; a query for each model that
    they speak of."""
    pairs = [
        (before, after, [name for name in after if before.get(name) != after[name]])
        for before, after in pairs
    ]
    names = wording.Names()
    _learn(model, names, pairs)
    return [
        [
            Change(
                wording.label(model, name),
                wording.in_words(model, name, before.get(name), names),
                wording.in_words(model, name, after[name], names),
            )
            for name in changed
        ]
        for before, after, changed in pairs
    ]


def _learn(model, names, pairs):
    asked: dict[type[models.Model], set[int]] = {}
    for before, after, changed in pairs:
        for name in changed:
            field = model._meta.get_field(name)
            if field.is_relation:
                keys = asked.setdefault(field.related_model, set())
                keys.update(wording.keys_of(before.get(name)))
                keys.update(wording.keys_of(after[name]))
    for related, keys in asked.items():
        names.learn(related, keys)


def who_changed(
    entry: models.Model,
    names: Collection[str],
    called: Callable[[AbstractBaseUser], str] = who.for_staff,
) -> dict[str, str]:
    """By whom and when each of these fields was changed last, in words, as far as the
    last versions tell; `called` says how to call someone."""
    if not hasattr(type(entry), "history"):
        return {}
    rows = type(entry).history.filter(id=entry.pk).select_related("history_user")
    records = list(rows.order_by("-history_date", "-history_id")[:LOOKED_BACK])
    who.learn(record.history_user for record in records)
    said = values_of(records, type(entry))
    found: dict[str, str] = {}
    for number, record in enumerate(records):
        older = said[number + 1] if number + 1 < len(said) else None
        for name in names:
            if name in found or name not in said[number]:
                continue
            if older is None or older[name] != said[number][name]:
                found[name] = by_whom(record.history_user, record.history_date, called)
    return found


def by_whom(person, moment: datetime, called=who.for_staff) -> str:
    words = date_format(localtime(moment), "DATETIME_FORMAT")
    if person is None:
        return _("at %(moment)s") % {"moment": words}
    return _("by %(who)s, %(moment)s") % {"who": called(person), "moment": words}
