"""The four themes: their slugs are fixed, and a promise."""

SLUGS = ["leefomgeving", "gezondheid", "dienstverlening", "talentontwikkeling"]
