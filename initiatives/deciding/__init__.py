"""What staff decide about organisations, initiatives and activities."""
