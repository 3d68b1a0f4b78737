"""Readers of file formats: each gives records."""
