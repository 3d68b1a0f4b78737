"""Pure thinking about what a feed says: events, their rules and dates. No database."""
