"""Reads what others publish: iCalendar, schema.org in JSON-LD, tables. Bytes in, events
out (`read`); no network and no database."""

from harvesting.reading.feed import read

__all__ = ["read"]
