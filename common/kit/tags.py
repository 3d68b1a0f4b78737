"""Several slugs out of a short list, in one column that both databases can ask."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class TagsField(models.CharField):
    """A list of slugs, stored as "|a|b|" in the order of `tags`: (slug, name) pairs.

    `has("a")` gives the look-up for those that hold a slug.
    """

    description = _("Several out of a short list")

    def __init__(self, *args, tags: Iterable[tuple[str, str]] = (), **kwargs):
        self.tags = list(tags)
        kwargs["blank"] = kwargs.get("blank", True)
        kwargs["default"] = list
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for unimportant in ("default", "blank"):
            kwargs.pop(unimportant, None)
        return name, path, args, kwargs  # a new tag needs no migration

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if isinstance(value, str):
            return [slug for slug in value.split("|") if slug]
        return list(value or [])

    def get_prep_value(self, value):
        if isinstance(value, str):
            return value  # a look-up
        chosen = set(value or [])
        inside = "|".join(slug for slug, _name in self.tags if slug in chosen)
        return f"|{inside}|" if inside else ""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        known = {slug for slug, _name in self.tags}
        if unknown := [slug for slug in value if slug not in known]:
            message = _("%(value)s is not one of the choices.")
            params = {"value": ", ".join(map(str, unknown))}
            raise ValidationError(message, params=params)
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def run_validators(self, value):
        """Those of a text do not fit a list."""

    def formfield(self, **kwargs):
        return forms.TypedMultipleChoiceField(
            choices=self.tags,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
            coerce=str,
        )

    def has(self, slug: str) -> dict[str, str]:
        return {f"{self.name}__contains": f"|{slug}|"}


def names_of(tags: Iterable[tuple[str, str]], chosen: Iterable[str]) -> list[str]:
    """How the chosen ones are called, in the order of the list."""
    chosen = set(chosen)
    return [name for slug, name in tags if slug in chosen]
