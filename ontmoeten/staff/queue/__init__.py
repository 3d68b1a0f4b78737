"""The queue: what waits for staff, one thing or one case with its decision."""
