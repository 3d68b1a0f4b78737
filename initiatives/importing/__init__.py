"""Organisations that come with a file of staff."""
