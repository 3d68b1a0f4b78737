"""The kinds of places that are there from the start; staff change and add to them."""

import tomllib
from pathlib import Path

from django.db import transaction

KINDS = Path(__file__).parent / "kinds.toml"


def fill_kinds(using="default", **kwargs):
    """Add the kinds that are missing, after every migrate; see `themes.fill_themes`."""
    with transaction.atomic(using):  # the places are read again once
        _fill_kinds(using)


def _fill_kinds(using):
    from ontmoeten.lib.translations import vouch
    from places.models import PlaceKind
    from themes.models import Theme
    from themes.themes import fill_themes

    fill_themes(using)
    known = set(PlaceKind.objects.using(using).values_list("slug", flat=True))
    kinds = tomllib.loads(KINDS.read_text(encoding="utf-8"))["kind"]
    for order, facts in enumerate(kinds, start=1):
        if facts["slug"] in known:
            continue
        themes = facts.pop("themes", ["leefomgeving"])
        kind = PlaceKind(order=order * 10, **facts)
        kind.save(using=using)
        vouch(kind, using)
        kind.themes.set(Theme.objects.using(using).filter(slug__in=themes))
