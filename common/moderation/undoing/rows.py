"""Rows as they are before and after a decision, and putting back what differs.

What is compared and put back is columns, not whole rows: what a colleague wrote
meanwhile in another column stays. Values are kept as JSON has them, dates and times as
ISO 8601, geometries as hexadecimal EWKB, bytes as base64.
"""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.gis.geos import GEOSGeometry
from django.db import models
from django.db.models.deletion import Collector
from django.db.models.signals import post_save

from common.kit.storing import (
    NONE,
    follow,
    follow_moved,
    may_be_moved,
    prepare,
    remove_each,
    upkeep_of,
    write_each,
)
from common.moderation.deciding import LONGEST_WHY
from common.moderation.states import NotAllowed

Columns = dict[str, Any]
Seen = dict[tuple[str, Any], Columns]
Difference = list  # [label, key, before or None, after or None]


class ChangedSince(NotAllowed):
    """Someone changed what the decision wrote."""


@contextmanager
def watching(querysets: list[models.QuerySet]) -> Iterator[list[Difference]]:
    """What becomes of these rows, and of what else their models get, until the end of
    it; filled when it ends."""
    differences: list[Difference] = []
    before = _look(querysets)
    keys = defaultdict(set, {rows.model: set() for rows in querysets})
    for label, key in before:
        keys[apps.get_model(label)].add(key)

    def note(sender, instance, created, **_kwargs):
        if created and sender in keys:
            keys[sender].add(instance.pk)

    post_save.connect(note, weak=False)
    try:
        yield differences
    finally:
        post_save.disconnect(note)
    for label, key in _look(querysets):
        keys[apps.get_model(label)].add(key)
    after = _look(
        model._base_manager.filter(pk__in=own) for model, own in keys.items() if own
    )
    differences.extend(_differences(before, after))


def _look(querysets: Iterable[models.QuerySet]) -> Seen:
    """All columns of these rows; a query each."""
    found = {}
    for rows in querysets:
        fields = rows.model._meta.concrete_fields
        label, key = rows.model._meta.label_lower, rows.model._meta.pk.attname
        for values in rows.order_by().values_list(*[each.attname for each in fields]):
            row = {
                field.attname: _plain(field, value)
                for field, value in zip(fields, values, strict=True)
            }
            found[label, row[key]] = row
    return found


def _plain(field: models.Field, value: Any) -> Any:
    if isinstance(value, GEOSGeometry):
        return value.hexewkb.decode()
    if isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField) and value is not None:
        return b64encode(value).decode()  # as `to_python` reads it
    value = field.get_prep_value(value)
    is_plain = value is None or isinstance(value, bool | int | float | str)
    return value if is_plain else str(value)


def _differences(before: Seen, after: Seen) -> list[Difference]:
    """Of two looks at the same querysets."""
    found = []
    for label, key in {**before, **after}:
        was, is_now = before.get((label, key)), after.get((label, key))
        if was is not None and is_now is not None:
            names = _that_differ(apps.get_model(label), was, is_now)
            if not names:
                continue
            was = {name: was[name] for name in names}
            is_now = {name: is_now[name] for name in names}
        found.append([label, key, was, is_now])
    return found


def _that_differ(model, was: Columns, is_now: Columns) -> list[str]:
    """But for when a row was saved, and where a picture was moved to."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if was[field.attname] != is_now[field.attname]
        and not getattr(field, "auto_now", False)
        and not isinstance(field, models.FileField)
    ]


def put_back(
    rows: list[Difference], looked_at: list[str], by: AbstractBaseUser, why: str
) -> None:
    """Make the rows what they were, in the caller's transaction. ChangedSince when they
    are not any more what the decision made of them, or others hang on one it made."""
    there = _locked(rows)
    for label, key, was, is_now in rows:
        _check(there.get((label, key)), was, is_now)
    changed, made, gone = defaultdict(list), defaultdict(list), defaultdict(list)
    for label, key, was, is_now in rows:
        if was is None:
            row = there[label, key]
            made[label].append(row)
        elif is_now is None:
            row = _filled(apps.get_model(label)(), was)
            gone[label].append(row)
        else:
            row = _filled(there[label, key], was)
            changed[label, frozenset(was)].append(row)
        _note(row, by, why)
    after = [_change_back(own, names) for (_label, names), own in changed.items()]
    new = {(label, each.pk) for label, own in made.items() for each in own}
    for own in reversed(made.values()):
        _check_that_nothing_hangs_on(own, new, looked_at)
        _remove(own)
    after += [_make_again(own) for own in gone.values()]
    for finish in after:
        finish()


def _locked(rows: list[Difference]) -> dict[tuple[str, Any], models.Model]:
    keys = defaultdict(list)
    for label, key, _was, _is_now in rows:
        keys[label].append(key)
    found = {}
    for label, own in keys.items():
        locked = apps.get_model(label)._base_manager.select_for_update(of=["self"])
        found |= {(label, each.pk): each for each in locked.filter(pk__in=own)}
    return found


def _check(row, was, is_now):
    if is_now is None:
        if row is not None:
            raise ChangedSince("it is there again")
        return
    if row is None:
        raise ChangedSince("it is gone")
    fields = row._meta.concrete_fields
    now = {each.attname: _plain(each, each.value_from_object(row)) for each in fields}
    expected = is_now if was is not None else now | is_now
    if _that_differ(type(row), now | expected, now):
        raise ChangedSince("it was changed")


def _filled(row, columns: Columns):
    for field in row._meta.concrete_fields:
        if field.attname in columns:
            value = columns[field.attname]
            if value is not None and field.remote_field is None:
                value = field.to_python(value)
            setattr(row, field.attname, value)
    return row


def _change_back(rows, columns) -> Callable[[], None]:
    """Save these columns of rows of one model; gives what follows from it."""
    if may_be_moved(type(rows[0]), columns):
        write_each(rows, columns)
        return lambda: follow_moved(rows)
    for row in rows:
        own = {
            each.name for each in row._meta.concrete_fields if each.attname in columns
        }
        row.save(update_fields=prepare(row, own | _times_of(row)))
    return lambda: _follow_each(rows)


def _remove(rows):
    """The newest first."""
    model = type(rows[0])
    if upkeep_of(rows[0]) is NONE and not hasattr(model, "history"):
        model._base_manager.filter(pk__in=[each.pk for each in rows]).delete()
    else:
        remove_each(reversed(rows))


def _make_again(rows) -> Callable[[], None]:
    model = type(rows[0])
    if hasattr(model, "history"):
        for row in rows:
            row.save(force_insert=True)
    else:
        model._base_manager.bulk_create(rows)
    return lambda: _follow_each(rows)


def _follow_each(rows):
    for row in rows:
        follow(row)


def _times_of(row) -> set[str]:
    fields = row._meta.concrete_fields
    return {each.name for each in fields if getattr(each, "auto_now", False)}


def _note(row, by, why):
    row._history_user, row._change_reason = by, why[:LONGEST_WHY]


def _check_that_nothing_hangs_on(own, made, looked_at):
    """What came since, of the kinds that the decision is about, would go with these
    rows of one model."""
    collector = Collector(using=own[0]._state.db)
    collector.collect(own)
    found = [each for own in collector.data.values() for each in own]
    for rows in collector.fast_deletes:
        if rows.model._meta.label_lower in looked_at:
            found += rows
    for each in found:
        label = each._meta.label_lower
        if label in looked_at and (label, each.pk) not in made:
            raise ChangedSince(f"{label} {each.pk} hangs on what was made")
