"""What may be in here twice, of every app: finding the pairs, and making them one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from common.duplicates import merging
from common.duplicates.models import Kind, LikelyPair, forget, keep, kinds
from common.history.meanwhile import version_of
from common.kit import values, wording
from common.moderation.states import State

PER_PAGE = 50


def refresh() -> int:
    """Look for them anew; gives how many pairs are new."""
    return sum(keep(kind.slug, kind.pairs()) for kind in kinds().values())


@dataclass(frozen=True)
class ShownPair:
    """A pair with its two entries."""

    pair: LikelyPair
    one: models.Model
    other: models.Model


def open_pairs(user: AbstractBaseUser) -> models.QuerySet:
    """Of what someone of the staff may change, the likeliest first."""
    mine = [kind.slug for kind in kinds().values() if user.has_perm(kind.right)]
    found = LikelyPair.objects.filter(kind__in=mine, are_different=False)
    by_name = models.Q(reasons__contains="name")
    return found.order_by(
        models.Case(models.When(by_name, 0), default=1), "kind", "metres", "pk"
    )


def shown(pairs: Iterable[LikelyPair]) -> list[ShownPair]:
    """With their entries, one query for each kind; not those of which one is gone."""
    pairs, known = list(pairs), {}
    for kind in kinds().values():
        ids = {pk for pair in pairs if pair.kind == kind.slug
               for pk in (pair.one, pair.other)}  # fmt: skip
        rows = kind.rows().filter(pk__in=ids, merged_into=None) if ids else ()
        known |= {(kind.slug, row.pk): row for row in rows}
    found = []
    for pair in pairs:
        one, other = (known.get((pair.kind, pk)) for pk in (pair.one, pair.other))
        if one is not None and other is not None:
            found.append(ShownPair(pair, one, other))
    return found


@dataclass(frozen=True)
class Difference:
    """A field that the two have differently; `left` and `right` in words."""

    name: str
    label: str
    left: str
    right: str
    chosen: str  # "one" or "other"


class Comparison:
    """Two entries side by side. The one that stays is the public one, else the one that
    was checked last, else the older one."""

    def __init__(self, kind: Kind, one: models.Model, other: models.Model):
        self.kind, self.one, self.other = kind, one, other

    @property
    def version(self) -> str:
        """Another one as soon as someone changed either."""
        return version_of(self.one.changed_at, self.other.changed_at)

    @cached_property
    def keeps(self) -> str:
        def weight(entry):
            checked = getattr(entry, "checked_on", None)
            is_public = entry.state == State.PUBLISHED
            return is_public, checked is not None and checked.toordinal(), -entry.pk

        return "one" if weight(self.one) >= weight(self.other) else "other"

    @cached_property
    def differences(self) -> list[Difference]:
        """A value that only one of them has is chosen; else that of which one stays."""
        left, right = (
            values.plain(each, self.kind.fields) for each in (self.one, self.other)
        )
        found = []
        for name in self.kind.fields:
            if left[name] == right[name]:
                continue
            empty = [each[name] in (None, "", [], "unknown") for each in (left, right)]
            chosen = self.keeps
            if empty[0] != empty[1]:
                chosen = "other" if empty[0] else "one"
            found.append(
                Difference(
                    name,
                    wording.label(self.kind.model, name),
                    wording.in_words(self.kind.model, name, left[name]),
                    wording.in_words(self.kind.model, name, right[name]),
                    chosen,
                )
            )
        return found

    @property
    def hangs_on(self) -> list[tuple[str, int, int]]:
        """What points to each of the two, by name: it all goes to which one stays."""
        counts = [_counts(each) for each in (self.one, self.other)]
        names = dict.fromkeys([*counts[0], *counts[1]])
        return [(name, counts[0][name], counts[1][name]) for name in names]

    @transaction.atomic
    def merge(
        self, keeps: str, chosen: dict[str, str], by: AbstractBaseUser
    ) -> Counter:
        """Make it so; `chosen` says of each difference whose value stays.

        NotAllowed when that can not be, ValidationError when the values do not go
        together.
        """
        stays, gone = (self.one, self.other)
        if keeps == "other":
            stays, gone = gone, stays
        taken = [
            field
            for each in self.differences
            if chosen.get(each.name, each.chosen) != keeps
            for field in (each.name, *self.kind.together.get(each.name, []))
        ]
        for name in taken:
            setattr(stays, name, getattr(gone, name))
        stays.full_clean(validate_unique=False)
        self.kind.told(gone, stays)
        moved = merging.merge(stays, gone, by, taken)
        forget(self.kind.slug, gone.pk)
        return moved


def _counts(entry) -> Counter:
    counts = Counter()
    for relation in merging.pointing_to(type(entry)):
        model, name = relation.related_model, relation.field.name
        count = model._base_manager.filter(**{name: entry}).count()
        if count:
            counts[str(model._meta.verbose_name_plural)] += count
    return counts


def compared(kind: Kind, one: int, other: int) -> Comparison | None:
    """None when one of the two is not there, or merged already."""
    known = kind.rows().filter(merged_into=None).in_bulk([one, other])
    if one == other or len(known) < 2:
        return None
    return Comparison(kind, known[one], known[other])
