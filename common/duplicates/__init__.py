"""Two entries that may be the same: the pairs, the question, the merge."""
