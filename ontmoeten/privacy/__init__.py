"""What we keep of people and when it ends: register, accounts, sessions, log."""
