"""Versions, two editors at once (optimistic lock), the bin (soft delete)."""
