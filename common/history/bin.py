"""What staff throw away: 30 days in the bin, from which it can come back, then gone.

An entry with a state is closed for that time: so it has left everything public by the
one way there is, keeps its address, its dates and its photos, and what is personal
beside it goes on its own day. Anything else is kept as text, and its row is gone.
Docs: docs/history.md.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import models, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.kit.one_line import LinesField, OneLineField
from common.kit.storing import follow, remove, store, store_and_tell
from common.moderation.deciding import locked
from common.moderation.states import Moderated, NotAllowed, State

RETENTION = timedelta(days=30)
MOST_NAMED = 20  # of what is in the way


class BinnedQuerySet(models.QuerySet):
    def of(self, model: type[models.Model]):
        return self.filter(kind=ContentType.objects.get_for_model(model))

    def keys(self, model: type[models.Model]):
        """The ids of what of a model lies in it, inside a query."""
        return self.of(model).values("key")


class Binned(models.Model):
    """Something that staff threw away, and may take back until a day."""

    kind = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    key = models.BigIntegerField()
    name = OneLineField(gettext_lazy("what"), max_length=200)
    state = OneLineField(max_length=10, choices=State, blank=True)  # as it was
    row = LinesField(blank=True)  # of what has no state
    thrown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=gettext_lazy("thrown away by"),
    )
    thrown_at = models.DateTimeField(gettext_lazy("thrown away"), default=timezone.now)
    erase_at = models.DateTimeField(gettext_lazy("gone for good"), db_index=True)

    objects = BinnedQuerySet.as_manager()

    class Meta:
        app_label = "ontmoeten"
        ordering = ["-thrown_at", "-pk"]
        verbose_name = gettext_lazy("thing in the bin")
        verbose_name_plural = gettext_lazy("bin")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="binned_once")
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if self.erase_at is None:
            self.erase_at = self.thrown_at + RETENTION
        super().save(*args, **kwargs)

    @property
    def model(self) -> type[models.Model] | None:
        return self.kind.model_class()


def was_public(entry: models.Model) -> bool:
    """Whether an entry with a state was ever shown to everyone."""
    published = entry.State.PUBLISHED
    return type(entry).history.filter(id=entry.pk, state=published).exists()


def in_bin(entry: models.Model) -> bool:
    return Binned.objects.of(type(entry)).filter(key=entry.pk).exists()


def left_in(rows: models.QuerySet) -> models.QuerySet:
    """Of these rows those that were not thrown away."""
    return rows.exclude(pk__in=Binned.objects.keys(rows.model))


def in_the_way(entry: models.Model) -> list[models.Model]:
    """What keeps it from being thrown away: what can not do without it."""
    protecting = []
    for relation in entry._meta.related_objects:
        if relation.on_delete is models.PROTECT:
            rows = relation.related_model._base_manager.filter(
                **{relation.field.name: entry}
            )
            if isinstance(entry, Moderated):  # the row stays while it lies there
                rows = left_in(rows)
            protecting += rows.order_by("pk")[:MOST_NAMED]
    return protecting


@transaction.atomic
def throw_away(entry: models.Model, by: AbstractBaseUser | None) -> Binned:
    """Into the bin; NotAllowed when it lies there already or something needs it."""
    entry = locked(entry)
    if in_bin(entry):
        raise NotAllowed("in the bin already")
    if in_the_way(entry):
        raise NotAllowed("something needs it")
    found = Binned(
        kind=ContentType.objects.get_for_model(entry),
        key=entry.pk,
        name=str(entry)[:200],
        thrown_by=by,
    )
    entry._history_user = by
    if isinstance(entry, Moderated):
        found.state, entry.state = entry.state, State.CLOSED
        entry._change_reason = _("to the bin")
        store(entry)
        if hide_pictures := getattr(entry, "hide_pictures", None):
            hide_pictures()
    else:
        found.row = _as_text(entry)
        remove(entry)
    found.save()
    return found


def _as_text(entry) -> str:
    """The row and what would go with it."""
    collector = Collector(using=entry._state.db or "default")
    collector.collect([entry])
    rows = [row for rows in collector.data.values() for row in rows]
    rows += [row for found in collector.fast_deletes for row in found]
    lists = {field.remote_field.through for field in entry._meta.many_to_many}
    rows = [row for row in rows if type(row) not in lists and row != entry]
    return serializers.serialize("json", [entry, *rows])


@transaction.atomic
def take_back(found: Binned, by: AbstractBaseUser) -> models.Model:
    """Out of the bin, as it was. NotAllowed when a colleague was first, ValidationError
    when it does not fit any more."""
    found = Binned.objects.select_for_update(of=["self"]).filter(pk=found.pk).first()
    if found is None:
        raise NotAllowed("not in the bin any more")
    entry = _from_text(found, by) if found.row else _from_state(found, by)
    found.delete()
    return entry


def _from_state(found, by):
    rows = found.model._base_manager.select_for_update(of=["self"])
    entry = rows.filter(pk=found.key).first()
    if entry is None:
        raise NotAllowed("erased meanwhile")
    if entry.state == State.CLOSED:  # else someone decided about it meanwhile
        entry.state = found.state
    entry._history_user, entry._change_reason = by, _("back from the bin")
    store_and_tell(entry)
    return entry


def _from_text(found, by):
    entry = None
    for each in serializers.deserialize("json", found.row, ignorenonexistent=True):
        row = each.object
        row._history_user, row._change_reason = by, _("back from the bin")
        row.full_clean(validate_unique=True)
        store(row, force_insert=True)
        for name, keys in (each.m2m_data or {}).items():
            related = row._meta.get_field(name).related_model
            getattr(row, name).set(related._base_manager.filter(pk__in=_pks(keys)))
        if each.m2m_data:
            follow(row)
        entry = entry or row
    return entry


def _pks(values):
    return [getattr(value, "pk", value) for value in values]


def empty(now: datetime) -> int:
    """Erase for good what is past its day, with its history; gives how much. What
    something else has come to need stays until it is free."""
    count = 0
    for found in Binned.objects.filter(erase_at__lte=now).order_by("erase_at", "pk"):
        try:
            with transaction.atomic():
                count += _erase(found)
        except ProtectedError:
            continue
    return count


def _erase(found: Binned) -> int:
    mine = Binned.objects.select_for_update(of=["self"]).filter(pk=found.pk).first()
    if mine is None:
        return 0
    model = mine.model
    if model is not None:
        for entry in model._base_manager.filter(pk=mine.key):
            if mine.state:
                remove(entry)
        if hasattr(model, "history"):
            model.history.filter(id=mine.key).delete()
    mine.delete()
    return 1


def throw_each(
    entries: Iterable[models.Model], by: AbstractBaseUser
) -> tuple[list[models.Model], list[models.Model]]:
    """Those that went into the bin, and those that are needed."""
    thrown, kept = [], []
    for entry in entries:
        try:
            throw_away(entry, by)
            thrown.append(entry)
        except NotAllowed:
            kept.append(entry)
    return thrown, kept
