"""Staff's pages of organisations, initiatives and activities."""
