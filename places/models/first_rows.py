"""Rows that are there from the start: kinds of places, and synonyms (initial data).

They are added after every migrate (and after a flushed test database) instead of in a
migration, whose rows a flush would take away. From then on they are staff's.
"""

import tomllib
from pathlib import Path

from django.db import router, transaction

from common.translations.giving import mark_own_texts_checked
from places.models.version import MapVersion
from places.models.vocabulary import PlaceKind, Synonym
from themes.models import Theme
from themes.themes import fill_themes

KINDS = Path(__file__).parent / "kinds.toml"
SYNONYMS = Path(__file__).parent / "synonyms.toml"


def fill_kinds(using="default", **kwargs):
    """Add the kinds that are missing; leave those that are there as staff wrote them.
    No place is of a new kind yet, so nothing follows."""
    if not router.allow_migrate_model(using, PlaceKind):  # the key store
        return
    with transaction.atomic(using):
        fill_themes(using)
        known = set(PlaceKind.objects.using(using).values_list("slug", flat=True))
        kinds = tomllib.loads(KINDS.read_text(encoding="utf-8"))["kind"]
        new = [facts for facts in kinds if facts["slug"] not in known]
        for order, facts in enumerate(kinds, start=1):
            if facts["slug"] in known:
                continue
            themes = facts.pop("themes", ["leefomgeving"])
            kind = PlaceKind(order=order * 10, **facts)
            kind.save(using=using)
            mark_own_texts_checked(kind, using)
            kind.themes.set(Theme.objects.using(using).filter(slug__in=themes))
        if new:
            MapVersion.bump()


def fill_synonyms(using="default", apps=None, **kwargs):
    """Add them once: what staff took out stays out.

    `apps` are the models as far as was migrated; going back, there may be no synonyms.
    """
    if not router.allow_migrate_model(using, Synonym):
        return
    if apps is not None and "synonym" not in apps.all_models["places"]:
        return
    if Synonym.history.using(using).exists() or Synonym.objects.using(using).exists():
        return
    content = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))
    with transaction.atomic(using):
        for words in content["same"]:
            Synonym(words=words).save(using=using)
        for words, finds in content["also"].items():
            Synonym(words=words, finds=finds).save(using=using)
        MapVersion.bump([])
