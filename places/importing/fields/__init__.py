"""The fields of a record: which column is what, and what its text means."""
