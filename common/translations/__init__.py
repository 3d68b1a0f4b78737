"""Texts of entries in other languages, and how sure we are of each."""
