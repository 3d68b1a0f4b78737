"""The dates of an activity as rows: kept in step, called off, moved, split."""
