"""What differs between an entry as everyone sees it and as someone proposes it.

Field by field, as plain values that fit in JSON: {"name": [before, after]}. Nothing
here saves anything.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, Point
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

Changes = dict[str, list]


def plain(entry: models.Model, names: Collection[str]) -> dict[str, Any]:
    """These fields of an entry, many-to-many ones too, as JSON has them."""
    values = {name: _value(entry, entry._meta.get_field(name)) for name in names}
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _value(entry, field):
    if not field.many_to_many:
        return as_stored(field, field.value_from_object(entry))
    if entry.pk is None:
        return []
    through = getattr(entry, field.name)
    return sorted(through.order_by().values_list("pk", flat=True))


def as_stored(field: models.Field, value: Any) -> Any:
    """A value of a plain field as its column has it; a point as people write it, to six
    decimals."""
    if isinstance(value, Point):
        return f"{value.y:.6f},{value.x:.6f}"
    if isinstance(value, GEOSGeometry):
        return value.ewkt
    return field.get_prep_value(value)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """Of two results of `plain`: the fields that are not the same."""
    return {
        name: [before[name], value]
        for name, value in after.items()
        if before[name] != value
    }


def conflicts(entry: models.Model, changes: Changes) -> list[str]:
    """Fields that someone else changed meanwhile, and to something else."""
    now = plain(entry, changes)
    return [name for name, pair in changes.items() if now[name] not in pair]


def apply(entry: models.Model, changes: Changes) -> list[str]:
    """Give an entry its proposed values; gives the names of plain fields to save.

    Many-to-many fields are set at once, so call it inside the transaction that saves.
    """
    changed = []
    for name, (_before, after) in changes.items():
        field = entry._meta.get_field(name)
        if field.many_to_many:
            getattr(entry, name).set(after)
            continue
        setattr(entry, field.attname, field.to_python(after))
        changed.append(name)
    return changed
