"""Organisations and their people: registering, access, members, upkeep."""
