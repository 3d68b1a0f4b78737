"""What we keep of people and when it ends: the register, accounts, sessions, the log."""
