"""Pure thinking: recurrence (RFC 5545), wording, freshness. No database."""
