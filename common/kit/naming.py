"""The models of ours that have something in common, found instead of listed.

A model says in `word` how our addresses call it: `/mijn/activiteit/3/`.
"""

from django.apps import apps
from django.db import models


def models_that_are(base: type) -> list[type[models.Model]]:
    """Every model that is a `base` or has what it has, lower apps first."""
    found = [model for model in apps.get_models() if issubclass(model, base)]
    order = {each.label: -at for at, each in enumerate(apps.get_app_configs())}
    return sorted(found, key=lambda model: order[model._meta.app_label])


def by_word(base: type) -> dict[str, type[models.Model]]:
    """The same, by the word that addresses use for them."""
    return {model.word: model for model in models_that_are(base)}


def has_field(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())
