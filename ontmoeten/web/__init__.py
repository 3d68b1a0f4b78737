"""Middleware, storage and the answers for the machine."""
