"""What is on: the filters, calendars (iCalendar, RFC 5545), feeds, JSON-LD."""
