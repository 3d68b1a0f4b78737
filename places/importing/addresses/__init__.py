"""Addresses of a file without points: looked up outside, and kept."""
