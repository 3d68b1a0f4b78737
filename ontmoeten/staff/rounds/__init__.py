"""Check rounds: whom to ring, and where to go past."""
