"""What columns and properties are called, in Dutch and in English."""

import re
import unicodedata
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from places.facts.facilities import FACILITIES
from places.importing.fields.values import FIELDS, label
from places.importing.run.report import Unreadable

# For each of our names the headings that mean it, the best first: two of one line
# could both be meant. Spelling does not count: see `spellings`.
NAMES: dict[str, tuple[str, ...]] = {
    "id": (
        "id",
        "source_id bron_id identificatie identifier identificatienummer osm_id objectid"
        " objectnummer objectcode lokaal_id gml_id uuid guid global_id fid",
        "nr nummer volgnummer code",
    ),
    "kind": (
        "kind soort soort_plek",
        "type categorie category plus_type bgt_type type_plek",
    ),
    "lat": ("lat latitude breedtegraad geo_lat geo_latitude",),
    "lon": ("lon lng long longitude lengtegraad geo_lon geo_long geo_lng",),
    "x": ("x x_rd rd_x x_coordinaat x_coord coord_x",),
    "y": ("y y_rd rd_y y_coordinaat y_coord coord_y",),
    "position": (
        "geo_point_2d geopoint geo_point lat_lon lat_lng lat_long lon_lat lng_lat"
        " long_lat latitude_longitude coordinaten coordinates coordinaat coordinate"
        " positie position locatie location gps",
        "wkt wkt_geom wkt_lng_lat wkt_lon_lat geom geometry geometrie the_geom"
        " geo_shape shape wkb wkb_geometry point punt",
    ),
    "name": ("name naam", "name:nl", "titel title benaming"),
    "address": ("address adres", "volledig_adres adresregel full_address"),
    "street": ("street straat straatnaam addr:street openbare_ruimte street_name",),
    "housenumber": (
        "housenumber huisnummer huisnr house_number addr:housenumber",
        "huisnummer_en_toevoeging",
    ),
    "addition": ("toevoeging huisnummertoevoeging huisletter addition",),
    "description": (
        "description:nl",
        "description omschrijving beschrijving",
    ),
    "description_en": ("description_en description:en omschrijving_en",),
    "website": ("website", "contact:website", "url site webadres web_site homepage"),
    "opening_hours": ("opening_hours openingstijden openingsuren", "open_tijden"),
    "cost": ("cost kosten",),
    "cost_note": ("cost_note kosten_toelichting", "charge"),
    "fee": ("fee entree",),
    "step_free": (
        "step_free drempelvrij",
        "wheelchair rolstoel rolstoeltoegankelijk toegankelijk_voor_rolstoel",
    ),
    "capacity": (
        "capacity capaciteit hoeveel_mensen_passen_er aantal_personen",
        "max_personen maximum_aantal_personen",
    ),
} | {
    each.field: tuple(dict.fromkeys((f"{each.slug} {each.field}", *each.osm)))
    for each in FACILITIES
}
# Words that tell nothing of what a column holds: “naam van de plek” is a name.
FILLERS = {"plek", "plekken", "van", "de", "het", "een", "the", "of", "place", "object"}


def squash(words: str) -> str:
    """Small letters and digits only: “X-coördinaat” and “x_coordinaat” are alike."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def spellings(heading: str) -> list[str]:
    """What to look a heading up by, the fullest first: without what stands between
    brackets, and without words that tell nothing."""
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", heading)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare)
    words = re.split(r"[^\w]|_", words)
    rest = "".join(word for word in words if word.casefold() not in FILLERS)
    return [squash(heading), squash(bare), squash(rest)]


@cache
def aliases() -> dict[str, tuple[str, int]]:
    """Squashed heading: (our name, rank). Our own lists, in each of our languages, too:
    what they write can be read again."""
    found: dict[str, tuple[str, int]] = {}
    for name, ranks in NAMES.items():
        for rank, words in enumerate(ranks):
            for word in words.split():
                found.setdefault(squash(word), (name, rank))
    for code, _name in settings.LANGUAGES:
        with override(code):
            for name in FIELDS:
                found.setdefault(squash(label(name)), (name, 0))
            found.setdefault(squash(label("kind")), ("kind", 0))
            found.setdefault(squash(label("id")), ("id", 1))
    return found


def meaning_of(heading: str) -> tuple[str, int] | None:
    """What a column or a property holds, by its heading, with the rank of that word
    among those that mean it; None when that is unknown."""
    known = aliases()
    return next((known[each] for each in spellings(heading) if each in known), None)


def chosen_columns(wish: str | dict[str, str] | None) -> dict[str, str]:
    """`id=nr,x=x_rd` as {our name: name in the file}. Unreadable when it is not so."""
    if isinstance(wish, str):
        pairs = [pair.partition("=") for pair in wish.split(",") if pair.strip()]
        wish = {left.strip(): right.strip() for left, _sign, right in pairs}
    chosen = {}
    for left, right in (wish or {}).items():
        name = left if left in NAMES else (meaning_of(left) or (None,))[0]
        if name is None or not right:
            message = _("“%(name)s” means nothing here. Known: %(known)s.")
            facts = {"name": left, "known": ", ".join(NAMES)}
            raise Unreadable(message % facts, hint="--columns")
        chosen[name] = right
    return chosen
