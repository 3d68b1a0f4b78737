"""Saving with all that follows from it (derived data, side effects), said by name.

`save()` only saves, as do `create`, `update` and `delete` of a queryset. Where
something follows from a row, its app registers an `Upkeep` in `apps.ready()`, and who
decides that the row changes calls one of the functions below. A row without upkeep is
saved and that is all, so what is written for any model may always call them.

Nothing here is called by `save()`, and only what has `tell` in its name sends mail.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django import forms
from django.db import models, transaction
from django.utils import timezone

Fields = Collection[str] | None  # names of what is saved; None is all of it


def _nothing(*_args) -> None:
    return None


def _no_fields(*_args) -> set[str]:
    return set()


MOVED = frozenset({"state", "refusal_reason"})


@dataclass(frozen=True)
class Upkeep:
    """What follows from the rows of one model.

    `prepare(row, fields)` fills what is derived in the row itself, before it is saved;
    gives the names of what it filled. `follow(row)` brings right what stands elsewhere,
    once the row and its ties are saved; safe to do twice. `tell(row, followed)` gets
    what `follow` gave, and mails who is concerned. `follow_moved(rows)` is `follow` for
    many rows at once of which only columns in `moved` changed, and which need no
    `prepare` for that. `about_to_go(row)` looks before a row is deleted, and gives what
    is to be done after it.
    """

    prepare: Callable[[models.Model, Fields], Collection[str]] = _no_fields
    follow: Callable[[models.Model], object] = _nothing
    tell: Callable[[models.Model, object], None] = _nothing
    follow_moved: Callable[[list[models.Model]], None] | None = None
    moved: frozenset[str] = MOVED
    about_to_go: Callable[[models.Model], Callable[[], None]] = lambda row: _nothing


_UPKEEP: dict[type[models.Model], Upkeep] = {}
NONE = Upkeep()


def register(model: type[models.Model], upkeep: Upkeep) -> None:
    _UPKEEP[model] = upkeep


def upkeep_of(row: models.Model) -> Upkeep:
    return _UPKEEP.get(type(row), NONE)


def prepare(row: models.Model, fields: Fields = None) -> Fields:
    """Fill what is derived in the row itself, unsaved; gives what has to be saved."""
    filled = upkeep_of(row).prepare(row, fields)
    return None if fields is None else {*fields, *filled}


@transaction.atomic
def store(row: models.Model, *, update_fields: Fields = None, **options) -> object:
    """Save a row and bring right what follows from it; gives what `follow` gave.

    `update_fields` and the other options are those of `save`.
    """
    row.save(update_fields=prepare(row, update_fields), **options)
    return follow(row)


@transaction.atomic
def store_and_tell(row: models.Model, *, update_fields: Fields = None) -> None:
    """The same as a decision of someone: whom it concerns gets a mail."""
    tell(row, store(row, update_fields=update_fields))


@transaction.atomic
def store_form(form: forms.ModelForm) -> models.Model:
    """Save what a form made or changed, its lists too, as a decision of who sent it."""
    prepare(form.instance)
    form.save()
    follow_and_tell(form.instance)
    return form.instance


def follow(row: models.Model) -> object:
    """Bring right what follows from a row that was saved, or whose ties were."""
    return upkeep_of(row).follow(row)


def tell(row: models.Model, followed: object) -> None:
    upkeep_of(row).tell(row, followed)


def follow_moved(rows: list[models.Model]) -> None:
    """Bring right what follows from rows of one model that only have another state."""
    if rows and (known := upkeep_of(rows[0]).follow_moved):
        known(rows)
        return
    for row in rows:
        follow(row)


def may_be_moved(model: type[models.Model], columns: Collection[str]) -> bool:
    """Whether rows of which only these columns change are written all at once."""
    upkeep = _UPKEEP.get(model, NONE)
    return upkeep is NONE or upkeep.moved.issuperset(columns)


@transaction.atomic
def write_each(
    rows: list[models.Model], columns: Collection[str], *, by=None, why: str = ""
) -> None:
    """Save these columns (`attname`) of many rows of one model, with their history: in
    a number of queries that does not grow. Nothing follows by it."""
    if not rows:
        return
    model, now = type(rows[0]), timezone.now()
    known = {each.attname: each for each in model._meta.concrete_fields}
    times = {name for name, each in known.items() if getattr(each, "auto_now", False)}
    for row in rows:
        for name in times:
            setattr(row, name, now)
    names = sorted(times.union(columns))
    first, *others = [[getattr(row, name) for name in names] for row in rows]
    if all(other == first for other in others):
        mine = model._base_manager.filter(pk__in=[row.pk for row in rows])
        mine.update(**dict(zip(names, first, strict=True)))
    else:
        model._base_manager.bulk_update(rows, [known[name].name for name in names])
    if history := getattr(model, "history", None):
        history.bulk_history_create(
            rows,
            update=True,
            default_user=by,
            default_change_reason=why,
            default_date=now,
        )


@transaction.atomic
def follow_and_tell(row: models.Model) -> None:
    """For who saved a row otherwise, such as a form of staff."""
    tell(row, follow(row))


@transaction.atomic
def remove(row: models.Model) -> None:
    """Delete a row, and bring right what follows from that."""
    finish = upkeep_of(row).about_to_go(row)
    row.delete()
    finish()


def remove_each(rows: Iterable[models.Model]) -> int:
    """Delete these rows one by one; gives how many."""
    rows = list(rows)
    for row in rows:
        remove(row)
    return len(rows)
