"""Taking a decision back (undo) for some minutes, in which its mails wait."""
