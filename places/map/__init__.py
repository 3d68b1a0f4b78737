"""The map: cluster tiles, background, first view."""
