"""The synonyms that are there from the start; from then on they are staff's."""

import tomllib
from pathlib import Path

from django.db import transaction

SYNONYMS = Path(__file__).parent / "synonyms.toml"


def fill_synonyms(using="default", apps=None, **kwargs):
    """Add them after a migrate, once: what staff took out stays out.

    `apps` are the models as far as was migrated; going back, there may be no synonyms.
    """
    from places.models import Synonym
    from places.upkeep import words_changed

    if apps is not None and "synonym" not in apps.all_models["places"]:
        return
    if Synonym.history.using(using).exists() or Synonym.objects.using(using).exists():
        return
    content = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))
    with transaction.atomic(using):  # what the search knows is read again once
        for words in content["same"]:
            Synonym(words=words).save(using=using)
        for words, finds in content["also"].items():
            Synonym(words=words, finds=finds).save(using=using)
        words_changed()
