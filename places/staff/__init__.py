"""Staff's pages of places."""
