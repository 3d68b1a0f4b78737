"""What a tour is made of, without a database: times, order, rests, chains and files."""
