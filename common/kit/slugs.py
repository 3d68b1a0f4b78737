"""Addresses made from names."""

from itertools import count

from django.db import models
from django.http import Http404
from django.utils.text import slugify

LONGEST = 120  # leaves room for a number in a column of 140


def free_slug(entries: models.QuerySet, name: str, fallback: str) -> str:
    """A slug that none of these entries has: the name's own, else with a number."""
    base = slugify(name)[:LONGEST].strip("-") or fallback
    taken = set(entries.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug
        for number in count(1)
        if (slug := base if number == 1 else f"{base}-{number}") not in taken
    )


def moved(model: type[models.Model], slug: str) -> models.Model:
    """The public entry that had this address before, or into which the one that had it
    was merged; Http404 if there is none."""
    earlier = model.history.filter(slug=slug).order_by("-history_date")
    known = list(dict.fromkeys(earlier.values_list("id", flat=True)[:20]))
    rows = model._base_manager.filter(pk__in=known).in_bulk()
    for pk in known:
        entry = rows.get(pk)
        if entry is not None and getattr(entry, "merged_into_id", None):
            entry = entry.merged_into
        if entry is not None and entry.state == entry.State.PUBLISHED:
            return entry
    raise Http404(f"no {model._meta.model_name} {slug}")
