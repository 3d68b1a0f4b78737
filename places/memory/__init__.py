"""All places in memory as columns (read model), and how they follow the database."""
