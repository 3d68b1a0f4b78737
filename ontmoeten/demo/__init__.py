"""The demonstration data: real places of Breda in our own words; see SOURCES.md."""
