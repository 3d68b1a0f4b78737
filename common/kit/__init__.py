"""Small things of no domain: points, slugs, tables, caches, storing."""
