"""`/mijn/`: an organisation's own desk."""
