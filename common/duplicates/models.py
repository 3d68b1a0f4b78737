"""Pairs of entries that may be the same thing, kept for staff to decide about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField
from common.moderation.states import State

WHY = {
    "name": _("alike in name"),
    "kind": _("of the same type, on the same spot"),
    "kvk": _("the same KvK number"),
    "domain": _("the same e-mail domain"),
    "address": _("the same address"),
}


@dataclass(frozen=True)
class Pair:
    """Two ids, the lower one first, why they may be the same (of WHY), and how many
    metres apart."""

    one: int
    other: int
    reasons: tuple[str, ...]
    metres: int | None = None


@dataclass(frozen=True)
class Kind:
    """One sort of entry of which two may be the same; an app tells it by `add_kind`.

    Staff choose of every field whose value stays, but of those `left_out`, with the
    reason; `together` has what goes along with a field. `told` is called with the one
    that goes and the one that stays, before they are merged: who must hear of it does.
    """

    model: type[models.Model]
    pairs: Callable[[], Iterable[Pair]]
    left_out: Mapping[str, str]
    together: Mapping[str, list[str]] = field(default_factory=dict)
    told: Callable[[models.Model, models.Model], None] = lambda gone, stays: None

    @property
    def slug(self) -> str:
        return self.model.word

    @property
    def right(self) -> str:
        """To make one of two."""
        about = self.model._meta
        return f"{about.app_label}.decide_{about.model_name}"

    @property
    def page(self) -> str:
        """Of staff, of one entry."""
        about = self.model._meta
        return f"admin:{about.app_label}_{about.model_name}_change"

    @cached_property
    def fields(self) -> list[str]:
        along = {name for names in self.together.values() for name in names}
        return [
            each.name
            for each in self.model._meta.concrete_fields
            if each.editable
            and not each.primary_key
            and each.name not in self.left_out
            and each.name not in along
        ]

    def rows(self) -> models.QuerySet:
        return self.model._default_manager.exclude(state__in=[State.REFUSED])


_kinds: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    """Said when the site starts."""
    _kinds[kind.slug] = kind


def kinds() -> dict[str, Kind]:
    """Each sort of entry of which two may be the same, by its word."""
    return dict(_kinds)


class LikelyPair(models.Model):
    """Two entries of a kind that may be the same. When staff say that they are not,
    that is remembered, and they are not asked again."""

    kind = OneLineField(_("kind"), max_length=20)  # plek, organisatie
    one = models.PositiveBigIntegerField()
    other = models.PositiveBigIntegerField()
    reasons = OneLineField(_("why"), max_length=60)
    metres = models.PositiveIntegerField(_("metres apart"), null=True)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    are_different = models.BooleanField(_("two different ones"), default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True,
        verbose_name=_("decided by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided"), null=True)

    class Meta:
        app_label = "ontmoeten"
        ordering = ["kind", "metres", "pk"]
        verbose_name = _("likely double")
        verbose_name_plural = _("likely doubles")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "one", "other"], name="likely_pair_once"
            ),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")),
                name="likely_pair_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "are_different"], name="likely_pair_open")
        ]

    def __str__(self):
        return f"{self.kind} {self.one}, {self.other}"

    @property
    def in_words(self) -> list[str]:
        return [str(WHY[each]) for each in self.reasons.split(",") if each in WHY]

    def tell_apart(self, by) -> None:
        """They are two; also when a colleague said so a moment before."""
        type(self).objects.filter(pk=self.pk).update(
            are_different=True, decided_by=by, decided_at=timezone.now()
        )


@transaction.atomic
def keep(kind: str, pairs: Iterable[Pair]) -> int:
    """Remember these, and forget those that are likely no more and nobody decided
    about; gives how many are new."""
    found = {(pair.one, pair.other): pair for pair in pairs}
    known = LikelyPair.objects.select_for_update().filter(kind=kind)
    gone = []
    for row in known.order_by("pk"):
        pair = found.pop((row.one, row.other), None)
        if pair is None and not row.are_different:
            gone.append(row.pk)
    LikelyPair.objects.filter(pk__in=gone).delete()
    LikelyPair.objects.bulk_create(
        [
            LikelyPair(
                kind=kind, one=pair.one, other=pair.other, metres=pair.metres,
                reasons=",".join(pair.reasons),
            )
            for pair in found.values()
        ],
        batch_size=1_000,
        ignore_conflicts=True,
    )  # fmt: skip
    return len(found)


def forget(kind: str, pk: int) -> None:
    """This entry is no more, so neither are its pairs."""
    LikelyPair.objects.filter(models.Q(one=pk) | models.Q(other=pk), kind=kind).delete()
