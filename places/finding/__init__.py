"""From a question to places: filters, the search field, what is near."""
