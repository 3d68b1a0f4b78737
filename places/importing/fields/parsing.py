"""A record's texts to the fields of a place, with what could not be read set apart."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from places.importing.fields.record import Record
from places.importing.fields.values import (
    OUR_TEXTS,
    READERS,
    TEXTS,
    NotUnderstood,
    Value,
    label,
    says_unknown,
)
from places.importing.readers.encoding import looks_garbled
from places.importing.run.report import Report


@dataclass(slots=True)
class Parsed:
    values: dict[str, Value]  # only the fields about which the source says something
    raw: dict[str, str]  # field -> the text that could not be read


class Parser:
    """Reads the same text of the same field once: values repeat a lot in a file."""

    KEEPS = 10_000  # texts; names and descriptions are not among them

    def __init__(self, report: Report):
        self.report = report
        self.known: dict[tuple[str, str], tuple[Value, str | None]] = {}

    def parse(self, record: Record) -> Parsed:
        parsed = Parsed({}, {})
        for name, text in record.raw.items():
            # The cost in so many words is clearer than whether there is a fee.
            if name == "fee" and record.raw.get("cost"):
                continue
            text = text.replace("\0", "")  # PostgreSQL can't hold it
            field = "cost" if name == "fee" else name
            value, trouble = self._read(name, text, record.is_plain)
            parsed.values[field] = value
            if field == "opening_hours" and says_unknown(text):
                parsed.raw[field] = text  # so those of its kind may not hold
            elif trouble:
                parsed.raw[field] = text
                self._warn(record, field, text, trouble)
            elif field in TEXTS and looks_garbled(text):
                self._warn(record, field, text, _("its accents seem to be broken"))
        return parsed

    def _read(self, name, text, is_plain) -> tuple[Value, str | None]:
        if name in TEXTS:
            return _read(name, text, OUR_TEXTS if is_plain else READERS)
        key = name, text
        if key not in self.known:
            if len(self.known) >= self.KEEPS:
                self.known.clear()
            self.known[key] = _read(name, text, READERS)
        return self.known[key]

    def _warn(self, record, field, text, trouble):
        short = text if len(text) <= 80 else f"{text[:79]}…"
        message = _("“%(text)s”: %(trouble)s") % {"text": short, "trouble": trouble}
        self.report.warn(record.where, label(field), message)


def _read(name, text, readers) -> tuple[Value, str | None]:
    try:
        return readers[name](text), None
    except NotUnderstood as error:
        return error.instead, str(error)
