"""The index of the search: words, stems, documents, and each database's own table."""
