"""How dates and times are written, in each language: see FORMAT_MODULE_PATH."""
