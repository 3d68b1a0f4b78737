"""The public pages of places."""
