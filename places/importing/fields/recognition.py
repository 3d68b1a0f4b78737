"""Which column of a file holds what: by its heading, and by what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from places.importing.fields.columns import meaning_of, spellings
from places.importing.fields.kinds import kind_word
from places.importing.fields.positions import is_pair, is_position, is_shape
from places.importing.fields.values import READERS, label
from places.importing.run.report import Unreadable

Samples = Mapping[str, Sequence[str]]  # column: the texts of the first rows
NUMBER = re.compile(r"\d")
ADDRESS = ("street", "housenumber", "addition")
POINTS = (("lat", "lon"), ("x", "y"), ("position",))  # the first that is there counts
OF_A_HOUSE = {"nr", "nummer"}  # beside a street


@dataclass
class Columns:
    """For each of our names the columns that hold it, the best first."""

    found: dict[str, list[str]]
    doubtful: dict[str, list[str]] = field(default_factory=dict)

    def column(self, name: str) -> str | None:
        return next(iter(self.found.get(name, ())), None)

    def text(self, name: str, cells: Mapping[str, str]) -> str:
        """What a row says of it: the first of its columns that says anything."""
        for column in self.found.get(name, ()):
            if text := cells.get(column):
                return text
        return ""

    def texts(self, cells: Mapping[str, str]) -> dict[str, str]:
        """What a row says of a place, under our own names."""
        said = {name: self.text(name, cells) for name in self.found if name in READERS}
        own = said.get("address", "").strip()
        street = own or self.text("street", cells).strip()
        if street and not NUMBER.search(own):
            more = (self.text(name, cells).strip() for name in ADDRESS[1:])
            said["address"] = " ".join([street, *(part for part in more if part)])
        return {name: text for name, text in said.items() if text}

    def points(self) -> list[tuple[str, ...]]:
        """Which of our names for where it lies are there, the best first."""
        return [names for names in POINTS if all(map(self.column, names))]

    @property
    def fields(self) -> set[str]:
        """The fields of a place about which these columns speak."""
        names = {name for name in self.found if name in READERS}
        names |= {"address"} if "street" in self.found else set()
        return {"cost" if name == "fee" else name for name in names}

    def refuse_doubt(self, *, about: Sequence[str] | None = None) -> None:
        """Unreadable when two columns could be meant, with both their names."""
        for name, columns in self.doubtful.items():
            if about is None or name in about:
                message = _(
                    "More than one column could be “%(what)s”: %(columns)s. Choose "
                    "which one it is."
                )
                facts = {"what": called(name), "columns": quoted(columns)}
                raise Unreadable(message % facts, hint=f"--columns {name}=…")


def called(name: str) -> str:
    """One of our names in words."""
    own = {
        "lat": _("latitude (52.15)"),
        "lon": _("longitude (5.38)"),
        "x": _("x, in metres of RD"),
        "y": _("y, in metres of RD"),
        "position": _("position in one column (latitude and longitude, or WKT)"),
        "fee": _("whether it costs money (yes, no)"),
        "street": _("street"),
        "housenumber": _("house number"),
        "addition": _("addition to the house number"),
    }
    return own.get(name) or label(name)


def quoted(columns: Sequence[str]) -> str:
    return ", ".join(f"“{each}”" for each in columns)


def recognise(
    samples: Samples,
    chosen: Mapping[str, str],
    is_kind: Callable[[str], bool],
    *,
    exactly: bool = False,
) -> Columns:
    """For each of our names the file's columns: as chosen, else by what they mean,
    unless it has to be `exactly` as chosen. Unreadable for a chosen one that is not
    there."""
    for column in chosen.values():
        if column not in samples:
            message = _("There is no column “%(column)s”. There are: %(known)s.")
            raise Unreadable(message % {"column": column, "known": ", ".join(samples)})
    columns = Columns({name: [column] for name, column in chosen.items()})
    if exactly:
        return columns
    left = {
        column: texts
        for column, texts in samples.items()
        if column not in chosen.values()
    }
    ranked = _ranked(left)
    _tell_numbers_of_houses(ranked, samples, columns)
    _tell_kinds(ranked, samples, is_kind)
    for name, candidates in ranked.items():
        if name in chosen or not candidates:
            continue
        best = min(rank for rank, _column in candidates)
        equal = [column for rank, column in candidates if rank == best]
        order = sorted(candidates, key=lambda each: each[0])
        columns.found[name] = [column for _rank, column in order]
        if len(equal) > 1:
            columns.doubtful[name] = equal
    _forget_doubt_that_does_not_count(columns)
    return columns


def _ranked(samples: Samples) -> dict[str, list[tuple[int, str]]]:
    """For each of our names (rank, column) of all that could hold it."""
    ranked: dict[str, list[tuple[int, str]]] = {}
    for column, texts in samples.items():
        meant, rank = meaning_of(column) or ("", 0)
        says = [text for text in texts if text.strip()]
        if says and all(is_shape(text) for text in says):
            meant, rank = "position", rank if meant == "position" else 2
        elif not meant and says and all(is_pair(text) for text in says):
            meant, rank = "position", 2
        elif meant == "position" and says and not any(map(is_position, says)):
            continue  # “locatie” is what people call an address, too
        if meant:
            ranked.setdefault(meant, []).append((rank, column))
    return ranked


def _tell_numbers_of_houses(ranked, samples, columns) -> None:
    """“nummer” beside a street, or beside addresses without one, is that of a house."""
    numbers = [
        (rank, column)
        for rank, column in ranked.get("id", ())
        if OF_A_HOUSE.intersection(spellings(column))
    ]
    has_street = "street" in ranked or "street" in columns.found
    if not numbers or not (has_street or _has_bare_addresses(ranked, samples)):
        return
    ranked["id"] = [each for each in ranked["id"] if each not in numbers]
    if "housenumber" not in ranked and "housenumber" not in columns.found:
        ranked["housenumber"] = numbers


def _has_bare_addresses(ranked, samples) -> bool:
    texts = [
        text
        for _rank, column in ranked.get("address", ())
        for text in samples[column]
        if text.strip()
    ]
    return sum(not NUMBER.search(text) for text in texts) > len(texts) / 2


def _tell_kinds(ranked, samples, is_kind) -> None:
    """The columns with words for a type of place, if there are; never those with
    OpenStreetMap's words for a shape."""
    words = {
        column: [kind_word(text) for text in samples[column] if text.strip()]
        for _rank, column in ranked.get("kind", ())
    }
    left = [
        (rank, column)
        for rank, column in ranked.get("kind", ())
        if not words[column] or any(words[column])
    ]
    known = [each for each in left if any(map(is_kind, filter(None, words[each[1]])))]
    if "kind" in ranked:
        ranked["kind"] = known or left


def _forget_doubt_that_does_not_count(columns: Columns) -> None:
    """About x and y when there are degrees; about a street when there are addresses."""
    is_there = columns.points()[:1]
    needless = {name for pair in POINTS if pair not in is_there for name in pair}
    if not is_there:
        needless = set()
    if columns.column("address") and "address" not in columns.doubtful:
        needless |= {*ADDRESS}
    for name in needless:
        columns.doubtful.pop(name, None)
