"""What of entries and their history ends by itself (retention), a good while after
nobody needs it any more."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from common.history import bin
from common.kit.naming import models_that_are
from common.moderation.states import Moderated, State

NOT_TAKEN = timedelta(days=365)  # that what was refused, or asked about, stays


def throw_away_not_taken(now: datetime) -> int:
    """Into the bin goes what someone sent in and never came on the site, a year after
    we refused it or asked something about it; gives how much. What came from a source
    stays: it would be sent in again by the next import."""
    count = 0
    for model in models_that_are(Moderated):
        found = model._base_manager.filter(
            state__in=[State.REFUSED, State.RETURNED], changed_at__lte=now - NOT_TAKEN
        )
        if any(field.name == "dataset" for field in model._meta.fields):
            found = found.filter(dataset=None)
        count += len(bin.throw_each(bin.left_in(found), None)[0])
    return count


@transaction.atomic
def forget_replaced(
    model: type[models.Model], names: Iterable[str], before: datetime
) -> int:
    """Empty these fields in old versions of the rows of a model: where another value
    took its place, or the row itself went, before that moment; gives in how many. What
    a row still says stays."""
    history = model.history.model._base_manager.all()
    old = history.filter(history_date__lte=before)
    count = 0
    for name in names:
        later = old.filter(id=OuterRef("id")).filter(
            Q(history_date__gt=OuterRef("history_date"))
            | Q(history_date=OuterRef("history_date"), pk__gt=OuterRef("pk"))
        )
        other = later.filter(~Q(**{name: OuterRef(name)}) | Q(history_type="-"))
        same = model._base_manager.filter(pk=OuterRef("id"), **{name: OuterRef(name)})
        replaced = old.exclude(**{name: ""}).filter(
            Q(Exists(other)) | Q(history_type="-"), ~Exists(same)
        )
        keys = list(replaced.values_list("pk", flat=True))
        count += history.filter(pk__in=keys).update(**{name: ""})
    return count


@transaction.atomic
def forget_of_closed(
    model: type[models.Model], names: Sequence[str], before: datetime
) -> int:
    """Empty these fields of entries that left the site before that moment, and of all
    their versions; gives in how many rows."""
    closed = model._base_manager.filter(state=State.CLOSED, changed_at__lte=before)
    keys = list(bin.left_in(closed).values_list("pk", flat=True))
    versions = model.history.filter(id__in=keys)
    is_filled = ~Q(**dict.fromkeys(names, ""))
    emptied = dict.fromkeys(names, "")
    # Not `update` of what is empty already: this is asked every day.
    count = model._base_manager.filter(is_filled, pk__in=keys).update(**emptied)
    return count + versions.filter(is_filled).update(**emptied)
