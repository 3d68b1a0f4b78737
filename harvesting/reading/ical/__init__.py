"""iCalendar (RFC 5545) as programs write it, not only as they should."""
