"""Reads what others publish: iCalendar, schema.org in JSON-LD, tables. Texts in, events
out; no network and no database."""
