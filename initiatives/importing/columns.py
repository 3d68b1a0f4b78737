"""Which column of a file is what of an organisation, and what its cells say."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.models import Organisation
from places.importing.fields.columns import spellings, squash

ID = "id"
FIELDS = [
    "name", "description", "website", "phone", "public_email", "kvk_number", "address",
    "known_from",
]  # fmt: skip
HEADINGS = {
    ID: "id source_id bron_id identificatie identifier uuid nr nummer code",
    "name": "name naam organisatie organisatienaam naam_organisatie titel",
    "description": "description omschrijving beschrijving wat_doen_ze wat_ze_doen"
    " activiteiten doel over",
    "website": "website url site webadres homepage internet",
    "phone": "phone telefoon tel telefoonnummer telephone",
    "public_email": "email e_mail mail mailadres emailadres e_mailadres",
    "kvk_number": "kvk kvk_nummer kvknr",
    "address": "address adres bezoekadres",
    "known_from": "known_from source bron herkomst gevonden_in bekend_uit vindplaats",
}
NO_SCHEME = "https://"


def label(name: str) -> str:
    if name == ID:
        return _("id in the source")
    return str(capfirst(Organisation._meta.get_field(name).verbose_name))


@cache
def _known() -> dict[str, str]:
    """Squashed heading: our name; our own lists, in each of our languages, too."""
    found = {}
    for name, words in HEADINGS.items():
        found |= {squash(word): name for word in words.split()}
    for code, _name in settings.LANGUAGES:
        with override(code):
            for name in FIELDS:
                found.setdefault(squash(label(name)), name)
    return found


def meaning_of(heading: str) -> str | None:
    return next(
        (_known()[each] for each in spellings(heading) if each in _known()), None
    )


def recognise(headings: Iterable[str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Of our names the column that means it; and those that several could be."""
    found: dict[str, list[str]] = {}
    for heading in headings:
        if name := meaning_of(heading):
            found.setdefault(name, []).append(heading)
    sure = {name: columns[0] for name, columns in found.items() if len(columns) == 1}
    return sure, {name: each for name, each in found.items() if len(each) > 1}


def is_meant(headings: Iterable[str]) -> bool:
    """Whether a sheet with these can be the one with organisations."""
    return any(meaning_of(each) == "name" for each in headings)


def read(
    cells: Mapping[str, str], columns: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The values of the fields about which the file speaks, and what is wrong with
    them, in words."""
    values, problems = {}, []
    for name in FIELDS:
        if name not in columns:
            continue
        text = cells.get(columns[name], "").strip()
        if name == "website" and text and "://" not in text:
            text = NO_SCHEME + text
        field = Organisation._meta.get_field(name)
        try:
            values[name] = field.clean(text, None)
        except ValidationError as error:
            problems += [f"{label(name)}: {each}" for each in error.messages]
    return values, problems
