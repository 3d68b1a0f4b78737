"""Bits of models that belong to no app."""

from django.utils.translation import get_language


class InTwoLanguages:
    """For models with `name` and `name_en`: the one that fits the page."""

    def in_language(self, field: str) -> str:
        """The English text on English pages, if someone wrote it; else the Dutch."""
        dutch = getattr(self, field)
        return (get_language() == "en" and getattr(self, f"{field}_en")) or dutch

    def language_of(self, field: str) -> str:
        """`en` or `nl`: what `in_language` gave, for the page's lang attribute."""
        is_english = get_language() == "en" and getattr(self, f"{field}_en")
        return "en" if is_english else "nl"
