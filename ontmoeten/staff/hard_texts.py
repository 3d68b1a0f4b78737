"""The texts that are hardest to read, of everything that the public sees."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.kit.naming import models_that_are
from common.moderation.states import State
from common.plain.advice import FAIRLY, level_of
from common.plain.models import WithEase

KINDS: list[type[Model]] = models_that_are(WithEase)
SHOWN = 50


@dataclass(frozen=True)
class HardText:
    """How easy an entry reads now, and did in the version before, when that differs."""

    entry: Model
    ease: int
    before: int | None

    @property
    def kind(self) -> str:
        return self.entry._meta.verbose_name

    @property
    def level(self) -> str:
        return level_of(self.ease)

    @property
    def url(self) -> str:
        about = self.entry._meta
        name = f"admin:{about.app_label}_{about.model_name}_change"
        return reverse(name, args=[self.entry.pk])


def hardest(kinds, most: int = SHOWN) -> list[HardText]:
    """The hardest first, of what is published; two queries for each kind."""
    found = []
    for kind in kinds:
        hard = kind.objects.filter(state=State.PUBLISHED, ease__lt=FAIRLY)
        rows = hard.order_by("ease", "pk").values_list("pk", "name", "ease")[:most]
        rows = list(rows)
        before = _before(kind, {pk: ease for pk, _name, ease in rows})
        found += [
            HardText(kind(pk=pk, name=name), ease, before.get(pk))
            for pk, name, ease in rows
        ]
    return sorted(found, key=lambda each: each.ease)[:most]


def _before(kind, now: dict[int, int]) -> dict[int, int]:
    """For each of these entries the last ease in its history that is another one."""
    versions = kind.history.filter(id__in=now, ease__isnull=False)
    found: dict[int, int] = {}
    for pk, ease in versions.order_by("-history_id").values_list("id", "ease"):
        if ease != now[pk]:
            found.setdefault(pk, ease)
    return found


@require_safe
def hard_texts(request):
    may = [kind for kind in KINDS if _may_view(request.user, kind)]
    if not may:
        raise PermissionDenied
    context = {
        **admin.site.each_context(request),
        "title": _("Texts that are hard to read"),
        "texts": hardest(may),
    }
    return render(request, "ontmoeten/staff/hard_texts.html", context)


def _may_view(user, kind) -> bool:
    about = kind._meta
    names = [f"{about.app_label}.{do}_{about.model_name}" for do in ("view", "change")]
    return any(map(user.has_perm, names))
