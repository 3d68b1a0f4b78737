"""How much of what the public reads is there in other languages, and what is not."""

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst

from common.kit.naming import by_word, has_field
from common.kit.wording import label
from common.moderation.states import State
from common.translations.languages import name_of
from common.translations.models import Status, Translated, whole_of
from common.translations.reading import status_of

KINDS: dict[str, type[Translated]] = by_word(Translated)
TO_DO = [Status.MISSING, Status.AUTOMATIC, Status.OUTDATED]


@dataclass(frozen=True)
class Text:
    """One Dutch text and how it stands in one language."""

    kind: str
    pk: int
    name: str
    field: str
    language: str
    status: Status

    @property
    def label(self) -> str:
        model = KINDS[self.kind]
        return f"{capfirst(model._meta.verbose_name)}: {label(model, self.field)}"

    @property
    def language_name(self) -> str:
        return name_of(self.language)

    @property
    def status_label(self) -> str:
        return Status(self.status).label

    @property
    def url(self) -> str:
        page = reverse("translations-of", args=[self.kind, self.pk])
        return f"{page}#t-{self.field}-{self.language}"


def right(model: type[Translated], do: str) -> str:
    about = whole_of(model)._meta
    return f"{about.app_label}.{do}_{about.model_name}"


def may_view(user: AbstractBaseUser, model: type[Translated]) -> bool:
    return any(user.has_perm(right(model, do)) for do in ("view", "change"))


def seen(model: type[Translated]) -> QuerySet:
    """What the public reads."""
    if has_field(model, "state"):
        return model.objects.filter(state=State.PUBLISHED)
    rows = model.objects.all()
    return rows.published() if hasattr(rows, "published") else rows


def _annotated(model, field, languages):
    rows = seen(model).exclude(**{field: ""})
    status = {f"in_{code}": status_of(model, field, code) for code in languages}
    return rows.annotate(**status)


def counts(slugs: list[str], languages: list[str]) -> dict[str, Counter]:
    """By language how many texts have each status; a query for each field that can be
    translated."""
    found = {code: Counter() for code in languages}
    names = [f"in_{code}" for code in languages]
    for slug in slugs:
        for field in KINDS[slug].translated:
            rows = _annotated(KINDS[slug], field, languages).order_by()
            for row in rows.values(*names).annotate(number=Count("pk")):
                for code in languages:
                    found[code][row[f"in_{code}"]] += row["number"]
    return found


def texts(
    slugs: list[str], languages: list[str], statuses: list[str], most: int
) -> list[Text]:
    """Those of these statuses, by kind and name; a query for each field, too."""
    found: list[Text] = []
    for slug in slugs:
        model = KINDS[slug]
        name = model.called
        for field in model.translated:
            rows = _annotated(model, field, languages)
            wanted = [Q(**{f"in_{code}__in": statuses}) for code in languages]
            rows = rows.filter(reduce(or_, wanted)).order_by(name, "pk")
            columns = [f"in_{code}" for code in languages]
            for pk, called, *states in rows.values_list("pk", name, *columns)[:most]:
                found += [
                    Text(slug, pk, called, field, code, state)
                    for code, state in zip(languages, states, strict=True)
                    if state in statuses
                ]
    return found
