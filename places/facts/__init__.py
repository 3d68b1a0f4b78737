"""What is known of a place, as plain values. No database."""
