"""Sending mail: an outbox in the database, its delivery, the text of the HTML."""
