"""What is decided about places, and what follows when one changes."""
