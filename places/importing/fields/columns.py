"""What columns and properties are called, in Dutch and in English."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from places.facts.facilities import FACILITIES
from places.importing.run.report import Unreadable

NAMES = {
    "id": "id nr nummer source_id bron_id identificatie identifier osm_id @id objectid"
    " lokaal_id lokaalid gml_id",
    "kind": "kind soort type soort_plek categorie plus_type plustype",
    "lat": "lat latitude breedtegraad",
    "lon": "lon lng long longitude lengtegraad",
    "x": "x x_rd rd_x xrd rdx x_coordinaat xcoordinaat x_coord xcoord",
    "y": "y y_rd rd_y yrd rdy y_coordinaat ycoordinaat y_coord ycoord",
    "name": "name naam",
    "address": "address adres",
    "description": "description omschrijving beschrijving",
    "description_en": "description_en omschrijving_en",
    "website": "website contact:website url site",
    "opening_hours": "opening_hours openingstijden openingsuren",
    "cost": "cost kosten",
    "cost_note": "cost_note kosten_toelichting charge",
    "fee": "fee entree",
    "step_free": "step_free drempelvrij wheelchair rolstoel rolstoeltoegankelijk",
} | {each.field: " ".join([each.slug, each.field, *each.osm]) for each in FACILITIES}
ALIASES = {alias: name for name, words in NAMES.items() for alias in words.split()}


def normal(name: str) -> str:
    """A column's name with spaces and hyphens as underscores, in small letters."""
    return re.sub(r"[\s-]+", "_", name.strip().casefold())


# “hard-pad” is written with a hyphen in our own addresses.
ALIASES = {normal(alias): name for alias, name in ALIASES.items()}


def field_of(column: str) -> str | None:
    """What a column or a property holds, by its name; None when that is unknown."""
    return ALIASES.get(normal(column))


def chosen_columns(wish: str | dict[str, str] | None) -> dict[str, str]:
    """`id=nr,x=x_rd` as {our name: name in the file}. Unreadable when it is not so."""
    if isinstance(wish, str):
        pairs = [pair.partition("=") for pair in wish.split(",") if pair.strip()]
        wish = {left.strip(): right.strip() for left, _sign, right in pairs}
    chosen = {}
    for left, right in (wish or {}).items():
        name = left if left in NAMES else field_of(left)
        if name is None or not right:
            message = _("--columns: “%(name)s” means nothing here. Known: %(known)s.")
            facts = {"name": left, "known": ", ".join(NAMES)}
            raise Unreadable(message % facts)
        chosen[name] = right
    return chosen


def match(
    header: Iterable[str], chosen: dict[str, str], *, exactly: bool = False
) -> dict[str, str]:
    """For each of our names the file's column: as chosen, else by its own name, unless
    it has to be `exactly` as chosen."""
    header = list(header)
    for name in chosen.values():
        if name not in header:
            message = _("There is no column “%(column)s”. There are: %(known)s.")
            raise Unreadable(message % {"column": name, "known": ", ".join(header)})
    found = dict(chosen)
    for column in () if exactly else header:
        name = field_of(column)
        if name and name not in found and column not in chosen.values():
            found[name] = column
    return found
