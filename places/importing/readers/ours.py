"""Whether a file is one of our own exports: what it holds is text, never HTML."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import override

from places.importing.fields.values import label

PUBLIC = {"adres_op_deze_site", "naamsvermelding", "past_zeker", "buurtcode"}
LIST = ("name", "kind", "neighbourhood_from", "description_en", "id")


def is_ours(names: Iterable[str]) -> bool:
    """By columns that nobody else has together: those of the public files, or those of
    the list in the administration, in any of our languages."""
    names = {name.casefold() for name in names}
    if names >= PUBLIC:
        return True
    for code, _name in settings.LANGUAGES:
        with override(code):
            if names >= {label(name).casefold() for name in LIST}:
                return True
    return False
