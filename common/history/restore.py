"""Putting an earlier version of something back, as a change like any other: checked,
saved the same way and itself a version."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from common.history import versions
from common.history.meanwhile import check, version_of
from common.kit import values, wording
from common.kit.storing import store_and_tell
from common.moderation.deciding import LONGEST_WHY, locked

# What is decided elsewhere, with a reason: a version brings no decision back.
DECIDED = {"state", "refusal_reason"}


def _names(model: type[models.Model]) -> list[str]:
    """What people edit, as far as the history keeps it."""
    return [
        name
        for name in versions.tracked(model)
        if model._meta.get_field(name).editable and name not in DECIDED
        and not isinstance(model._meta.get_field(name), models.FileField)
    ]  # fmt: skip


def _two(entry, record):
    names = _names(type(entry))
    now = values.plain(entry, names)
    then = versions.values_of([record], type(entry))[0]
    return now, {name: then[name] for name in names}


def changes(entry: models.Model, record) -> list[versions.Change]:
    """What would differ from how it is now, in words."""
    return versions.differences(type(entry), [_two(entry, record)])[0]


def version(entry: models.Model) -> str:
    """Of how it is now, for who looks before they put an earlier one back."""
    return version_of(values.plain(entry, _names(type(entry))))


@transaction.atomic
def restore(entry: models.Model, record, by: AbstractBaseUser, seen: str) -> list[str]:
    """Give it the values of a version. `seen` is the `version` of how it was looked at;
    ChangedMeanwhile when that is no longer so. ValidationError when the values do not
    fit any more. Gives what could not come back, in words: related rows that are
    gone."""
    entry = locked(entry)
    now, then = _two(entry, record)
    check(seen, version_of(now))
    left_out, lists = [], {}
    for name in (name for name in then if then[name] != now[name]):
        field = entry._meta.get_field(name)
        if field.many_to_many:
            related = field.related_model._base_manager.filter(pk__in=then[name])
            lists[name] = list(related)
            if len(lists[name]) < len(then[name]):
                left_out.append(wording.label(type(entry), name))
        else:
            setattr(entry, field.attname, getattr(record, field.attname))
    entry.full_clean()
    _save(entry, lists, record, by)
    return left_out


def _save(entry, lists, record, by):
    """One version of it all, though Django saves ties between rows by themselves."""
    entry.skip_history_when_saving = True
    for name, related in lists.items():
        getattr(entry, name).set(related)
    del entry.skip_history_when_saving
    moment = date_format(localtime(record.history_date), "DATETIME_FORMAT")
    why = _("version of %(moment)s put back") % {"moment": moment}
    entry._history_user, entry._change_reason = by, why[:LONGEST_WHY]
    store_and_tell(entry)
