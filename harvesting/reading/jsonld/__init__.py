"""Events of schema.org in JSON-LD: on a page, or by itself."""
