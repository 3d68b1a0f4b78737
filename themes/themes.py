"""The four themes: slugs are fixed, texts are staff's after the first fill."""

import tomllib
from pathlib import Path

from django.db import router

from common.translations.giving import mark_own_texts_checked
from themes.models import Theme

TEXTS = Path(__file__).parent / "themes.toml"


def fill_themes(using="default", **kwargs):
    """Add the themes that are missing; leave those that are there as staff wrote them.

    Runs after every migrate (and after a flushed test database) instead of in a
    migration, whose rows a flush would take away.
    """
    if not router.allow_migrate_model(using, Theme):  # the key store
        return
    themes = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["theme"]
    known = set(Theme.objects.using(using).values_list("slug", flat=True))
    for theme in themes:
        if theme["slug"] not in known:
            new = Theme(**theme)
            new.save(using=using)
            mark_own_texts_checked(new, using)
