"""What a source says against a thing: that not everyone may be there, that it is gone,
that it costs money, that it is not what its kind promises.

`RULES` is the table of docs/data.md, line by line; a test holds them together. Tags are
those of OpenStreetMap, from its wiki; headings of a table count as their keys, and a
few Dutch words, and what the BGT calls it, mean the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.timezone import localdate

from places.facts.cost import Cost
from places.facts.facilities import FACILITIES
from places.hours import ALWAYS


class Means(Enum):
    """What we make of it, the weakest first."""

    NOTHING = "as usual"
    DOUBT = "hours unknown"
    DOUBT_COST = "cost unknown"
    CUSTOMERS = "consumption expected, hours unknown"
    PAID = "costs money"
    NO_TOILET = "toilet unknown"
    NOT_READ = "not read"


@dataclass(frozen=True)
class Rule:
    """Tags (`key=a, b`, `key=*`, `prefix:*`) and what they mean; of every kind, or only
    of these."""

    tags: str
    means: Means
    kinds: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.tags.partition("=")[0]

    @property
    def values(self) -> list[str]:
        return [value.strip() for value in self.tags.partition("=")[2].split(",")]


M = Means
LIFECYCLE = (
    *("disused", "abandoned", "construction", "demolished", "removed", "razed"),
    *("destroyed", "dismantled", "ruins", "proposed", "planned", "was"),
)
BROKEN = (
    "broken, closed, out_of_order, non_operational, nonoperational, defect, abandoned,"
    " disused, demolished, removed"
)
SEATS = ("bankje", "picknicktafel", "watertap")
RULES = (
    Rule("access=yes, public, permissive, designated, official, openbaar, vrij,"
         " vrij toegankelijk", M.NOTHING),
    Rule("access=customers, guests, klanten, gasten, bezoekers", M.CUSTOMERS),
    Rule(
        "access=private, no, members, employees, staff, residents, permit, military,"
        " delivery, agricultural, forestry, emergency, students, prive, privé,"
        " besloten, bewoners, leden, personeel, niet openbaar, nee",
        M.NOT_READ,
    ),
    Rule("access=*", M.DOUBT),
    Rule("access:conditional=*", M.DOUBT),
    Rule("foot=no, private", M.NOT_READ),
    Rule("military=*", M.NOT_READ),
    *(Rule(f"{word}:*", M.NOT_READ) for word in LIFECYCLE),
    *(Rule(f"{word}=*", M.NOT_READ) for word in LIFECYCLE if word != "was"),
    Rule("status=plan, historie, vervallen, verwijderd, gesloopt, gesloten, gepland,"
         " buiten gebruik, tijdelijk gesloten, opgeheven, removed, closed, planned,"
         " disused", M.NOT_READ),
    Rule(f"operational_status={BROKEN}", M.NOT_READ),
    Rule("operational_status=operational, ok, open, working, functional, yes, in_use",
         M.NOTHING),
    Rule("operational_status=*", M.DOUBT),
    Rule("working=no", M.NOT_READ),
    Rule("end_date=<past>", M.NOT_READ),
    Rule("start_date=<future>", M.NOT_READ),
    Rule("opening_date=<future>", M.NOT_READ),
    Rule("fee=customers, klanten", M.CUSTOMERS),
    Rule("fee:conditional=*", M.DOUBT_COST),
    Rule("charge=0, gratis, free, none", M.NOTHING),
    Rule("charge=*", M.PAID),
    Rule("membership=*", M.DOUBT),
    Rule("reservation=yes, required, members_only, only", M.DOUBT),
    Rule("locked=*", M.DOUBT),
    Rule("centralkey=*", M.DOUBT),
    Rule("seasonal=*", M.DOUBT),
    Rule("intermittent=*", M.DOUBT),
    Rule("temporary=*", M.DOUBT),
    Rule("indoor=*", M.DOUBT, SEATS),
    Rule("bench=stand_up_bench, stand_up, lean, leaning_aid, no", M.NOT_READ,
         ("bankje",)),
    Rule("bench:type=stand_up, stand_up_bench, lean, leaning_aid", M.NOT_READ,
         ("bankje",)),
    Rule("capacity=0", M.NOT_READ, ("bankje", "picknicktafel")),
    Rule("drinking_water=no", M.NOT_READ, ("watertap",)),
    Rule("drinking_water:legal=no", M.NOT_READ, ("watertap",)),
    Rule("takeaway=only", M.NOT_READ, ("cafe", "restaurant")),
    Rule("seating=no", M.NOT_READ, ("cafe", "restaurant")),
    Rule("male=no", M.NOT_READ, ("toilet",)),
    Rule("female=no", M.NOT_READ, ("toilet",)),
    Rule("toilets:position=urinal", M.NOT_READ, ("toilet",)),
    Rule("toilets:access=yes, public, permissive", M.NOTHING),
    Rule("toilets:access=*", M.NO_TOILET),
)  # fmt: skip
# Other names of the same keys.
KEYS = {
    "toegang": "access", "toegankelijk_voor": "access", "objecteindtijd": "end_date",
    "eindregistratie": "end_date", "einddatum": "end_date", "begindatum": "start_date",
    "in_aanbouw": "construction", "gesloten": "disused", "buiten_gebruik": "disused",
    "reserveren": "reservation", "seizoen": "seasonal", "tijdelijk": "temporary",
}  # fmt: skip
NOT_SO = {"no", "nee", "none", "false", "0", "n", "onwaar", "geen"}  # it says nothing
YES = {"yes", "ja", "true", "1", "j", "y"}
ON_FOOT = {"yes", "designated", "permissive", "official"}
OF_FACILITIES = {key: each.field for each in FACILITIES for key in each.osm}
BY_KEY: dict[str, list[Rule]] = {}
for _rule in RULES:
    BY_KEY.setdefault(_rule.key, []).append(_rule)


def keyed(tags: Mapping[str, str]) -> dict[str, str]:
    """Tags, properties or cells under the keys of the rules, without empty ones."""
    found = {}
    for name, text in tags.items():
        key = name.strip().casefold()
        if text and text.strip():
            found[KEYS.get(key.replace(" ", "_"), key)] = text.strip().casefold()
    return found


def fields_of(names: Iterable[str]) -> set[str]:
    """The fields of a place about which such columns may say something."""
    keys = keyed(dict.fromkeys(names, "?"))
    found = {_facility(key) for key in keys} - {None}
    if any(map(_rules, keys)):
        found |= {"opening_hours", "cost", "toilets"}
    return found


def _facility(key) -> str | None:
    """The one that `disused:toilets` says is gone."""
    prefix, _sign, was = key.partition(":")
    return OF_FACILITIES.get(was) if prefix in LIFECYCLE else None


def said_against(tags: Mapping[str, str], kind) -> dict[str, Means]:
    """What the tags of a thing mean that speaks against it: {“key=value”: meaning}.
    `kind` is the kind it would be, None when nobody knows."""
    known, found = keyed(tags), {}
    for key, text in known.items():
        means = _meaning(key, text, kind, known)
        if means not in (None, Means.NOTHING):
            found[f"{key}={text}"] = means
    return found


def _rules(key) -> list[Rule]:
    prefix = key.partition(":")[0]
    return BY_KEY.get(key) or (
        BY_KEY.get(f"{prefix}:*", []) if prefix in LIFECYCLE and ":" in key else []
    )


def _meaning(key, text, kind, known) -> Means | None:
    rules = [
        rule
        for rule in _rules(key)
        if not rule.kinds or (kind is not None and kind.slug in rule.kinds)
    ]
    if not rules:
        return None
    if rules[0].key.endswith(":*"):
        return _of_something_gone(key, text, kind)
    if key == "access" and known.get("foot") in ON_FOOT:
        return Means.NOTHING
    values = [part.strip() for part in text.split(";") if part.strip()] or [text]
    found = {_of_value(rules, value) for value in values}
    if len(found) == 1:
        return found.pop()
    return Means.CUSTOMERS if Means.CUSTOMERS in found else Means.DOUBT


def _of_value(rules, value) -> Means | None:
    for rule in rules:
        if value in rule.values:
            return rule.means
        if rule.values == ["<past>"] and (day := _day(value)):
            return rule.means if day < localdate() else None
        if rule.values == ["<future>"] and (day := _day(value)):
            return rule.means if day > localdate() else None
        if rule.values == ["*"] and value not in NOT_SO:
            return rule.means
    return None


def _of_something_gone(key, text, kind) -> Means | None:
    """`disused:amenity=bench`: the bench itself, or something else that was here."""
    was = key.partition(":")[2]
    tags = kind.tag_list if kind is not None else []
    if (was, text) in tags or (text in YES and was in {key for key, _value in tags}):
        return Means.NOT_READ
    return None


def _day(text) -> date | None:
    """2019, 2019-05 and 2019-05-01T00:00:00Z; the last day that may be meant."""
    parts = text[:10].split("-")
    if not all(part.isdecimal() for part in parts) or len(parts[0]) != 4:
        return None
    year, month, day = [*map(int, parts), *(12, 28)[len(parts) - 1 :]][:3]
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_not_read(tags: Mapping[str, str], kind) -> bool:
    return Means.NOT_READ in said_against(tags, kind).values()


def apply(tags: Mapping[str, str], kind, values: dict, raw: dict[str, str]) -> None:
    """Take from what was read of a thing what is not sure. `raw` gets what the source
    says against a field, by which the usual of its kind does not hold any more."""
    for tag, means in said_against(tags, kind).items():
        if means in (Means.DOUBT, Means.CUSTOMERS):
            _doubt_hours(tag, values, raw)
        if means is Means.CUSTOMERS and values.get("cost") != Cost.PAID:
            values["cost"] = Cost.CONSUMPTION.value
        elif means is Means.PAID and not values.get("cost"):
            values["cost"] = Cost.PAID.value
        elif means is Means.DOUBT_COST and values.get("cost") != Cost.PAID:
            values["cost"] = Cost.UNKNOWN.value
            raw["cost"] = tag
        elif means is Means.NO_TOILET:
            values["toilets"], raw["toilets"] = None, tag
    for key, text in keyed(tags).items():
        field = _facility(key)
        if field and text not in NOT_SO and not values.get(field):
            values[field] = False


def _doubt_hours(tag, values, raw) -> None:
    """Days and times that it gives itself stay; “always” does not."""
    if values.get("opening_hours") in (None, "", ALWAYS):
        values["opening_hours"] = ""
        raw["opening_hours"] = "; ".join(filter(None, [raw.get("opening_hours"), tag]))
