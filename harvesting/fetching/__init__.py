"""Fetches what stands at an address that a stranger gave, in the worker only. No
database; nothing of our own network can be asked by it (SSRF)."""

from harvesting.fetching.client import Fetched, fetch
from harvesting.fetching.refused import NotFetched, Why

__all__ = ["Fetched", "NotFetched", "Why", "fetch"]
