"""Personal fields sealed in the row, each person's with a key of their own, in a key
store apart from everything else (encryption at rest, crypto-shredding)."""
