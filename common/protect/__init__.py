"""What protects public forms and logins: rate limits, honeypot, delay."""
