"""From whom what waits is, and where it is about: in words, for a list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from common.moderation.queue import Source, Waiting, sources


@dataclass(frozen=True)
class Origin:
    """Who sent it, and the neighbourhood it is about; empty is not known."""

    sender: str = ""
    area: str = ""


def origins(waiting: Iterable[Waiting]) -> dict[str, Origin]:
    """By the key of each; two queries, of however many kinds."""
    numbers = defaultdict(list)
    for each in waiting:
        numbers[each.kind].append(each.pk)
    asked = [(sources()[kind], several) for kind, several in numbers.items()]
    added = [(source, source.added_by_staff(several)) for source, several in asked]
    ours = set(
        _together(
            rows.order_by().annotate(of=_text(source.slug)).values_list("of", "id")
            for source, rows in added
            if rows is not None
        )
    )
    found = {}
    for kind, pk, organisation, area in _together(_rows(*each) for each in asked):
        sender = str(sources()[kind].sender)
        if organisation:
            sender = _("organisation %(name)s") % {"name": organisation}
        elif (kind, pk) in ours:
            sender = _("a colleague")
        found[f"{kind}-{pk}"] = Origin(sender, area)
    return found


def _rows(source: Source, numbers: list[int]) -> QuerySet:
    rows = source.model._base_manager.filter(pk__in=numbers).order_by()
    rows = rows.annotate(
        of=_text(source.slug),
        organisation_name=_first(source.by_organisation),
        area_name=_first(source.in_areas),
    )
    return rows.values_list("of", "pk", "organisation_name", "area_name")


def _together(several: Iterable[QuerySet]) -> Iterable[tuple]:
    rows = list(several)
    return rows[0].union(*rows[1:], all=True) if rows else []


def _first(paths: tuple[str, ...]):
    """The first that is there; empty when none is."""
    return (
        Coalesce(*map(F, paths), _text(""), output_field=CharField())
        if paths
        else (_text(""))
    )


def _text(words: str) -> Value:
    return Value(words, CharField())
