"""What learning knows without a database."""
