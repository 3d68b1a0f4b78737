"""Work that comes back (periodic jobs), and tasks whose worker was killed."""
