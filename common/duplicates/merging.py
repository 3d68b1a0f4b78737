"""Two entries that are the same thing become one; all that hangs on one goes over."""

from collections import Counter
from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalChanges
from simple_history.utils import update_change_reason

from common.kit.storing import store
from common.links import models as links
from common.moderation.deciding import LONGEST_WHY
from common.moderation.states import Move, NotAllowed
from common.translations import giving
from common.translations.models import Translated

COUNTED = "count"  # of two rows that may be there once: they are added up


class Mergeable(models.Model):
    """An entry that may turn out to be another one. It stays, with its history, and its
    addresses lead to the other."""

    # What stays with the one that goes, as "Model.field", and why; all else goes over.
    stays_behind: dict[str, str] = {}

    merged_into = models.ForeignKey(
        "self", models.SET_NULL, related_name="+", null=True, editable=False,
        verbose_name=gettext_lazy("is the same as"),
    )  # fmt: skip

    class Meta:
        abstract = True


@transaction.atomic
def merge(
    keep: Mergeable, gone: Mergeable, by: AbstractBaseUser, taken: Iterable[str] = ()
) -> Counter:
    """`gone` becomes a part of `keep`, which takes over these fields of it and all that
    points to it; gives how much of what that was, by name.

    NotAllowed when one of the two is merged already (a colleague was first), or when
    what everyone sees would disappear with it.
    """
    keep, gone = _locked(keep, gone)
    if keep.pk == gone.pk or keep.merged_into_id or gone.merged_into_id:
        raise NotAllowed("merged already")
    if gone.state == gone.State.PUBLISHED != keep.state:
        raise NotAllowed("the public one stays")
    moved = hand_over(gone, keep)
    for name in taken:
        setattr(keep, name, getattr(gone, name))
    if isinstance(keep, Translated):
        giving.hand_over(gone, keep)
    _save(keep, by, _("merged with %(name)s") % {"name": gone})
    if gone.may(Move.CLOSE):
        gone.make(Move.CLOSE)
    gone.merged_into = keep
    _save(gone, by, _("the same as %(name)s") % {"name": keep})
    type(keep)._base_manager.filter(merged_into=gone).update(merged_into=keep)
    return moved


def _locked(*entries):
    """As they are by now, in the order asked; always locked in the same one."""
    model = type(entries[0])
    rows = model._base_manager.select_for_update(of=["self"]).order_by("pk")
    known = {row.pk: row for row in rows.filter(pk__in=[each.pk for each in entries])}
    return [known[each.pk] for each in entries]


def _save(entry, by, why):
    entry._history_user = by
    store(entry)
    update_change_reason(entry, why[:LONGEST_WHY])


def hand_over(gone: models.Model, keep: models.Model) -> Counter:
    """Everything that points to `gone` points to `keep` from now on, whatever it is."""
    moved = Counter()
    for relation in pointing_to(type(gone)):
        model = relation.related_model
        if relation.many_to_many:
            count = _hand_over_many(relation, gone, keep)
        else:
            count = _hand_over_rows(relation, gone, keep)
        if count:
            moved[str(model._meta.verbose_name_plural)] += count
    links.hand_over(gone, keep)
    for field in gone._meta.many_to_many:
        if not field.remote_field.through._meta.auto_created:
            continue  # its rows went over above
        getattr(keep, field.name).add(*getattr(gone, field.name).all())
    return moved


def pointing_to(model: type[Mergeable]) -> list[models.ForeignObjectRel]:
    """Every relation to a model whose rows go over, those without a name too. The rows
    behind a many-to-many field go with it; the history tells what was."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        other = relation.related_model
        key = f"{other.__name__}.{relation.field.name}"
        is_itself = relation.field.name == "merged_into"
        is_along = other._meta.auto_created or issubclass(other, HistoricalChanges)
        if not (is_itself or is_along or key in model.stays_behind):
            found.append(relation)
    return found


def _hand_over_many(relation, gone, keep) -> int:
    name = relation.field.name
    rows = list(relation.related_model._base_manager.filter(**{name: gone}))
    for row in rows:
        several = getattr(row, name)
        several.add(keep)
        several.remove(gone)
    return len(rows)


def _hand_over_rows(relation, gone, keep) -> int:
    """One by one: what a row derives from it, and its history, follow."""
    name = relation.field.name
    rows = list(relation.related_model._base_manager.filter(**{name: gone}))
    for row in rows:
        setattr(row, name, keep)
        try:
            with transaction.atomic():
                store(row)
        except IntegrityError:
            _join(row, name, gone)
    return len(rows)


def _join(row, name, gone):
    """There is such a row already: what both counted is added up, and one goes."""
    model = type(row)
    if any(field.name == COUNTED for field in model._meta.concrete_fields):
        for unique in model._meta.constraints:
            fields = getattr(unique, "fields", ())
            if name in fields:
                same = {each: getattr(row, each) for each in fields}
                others = model._base_manager.filter(**same)
                others.update(**{COUNTED: models.F(COUNTED) + row.count})
    model._base_manager.filter(pk=row.pk, **{name: gone}).delete()
