"""What was chosen: as chips, as a sentence, in the sheet, and what to let go of."""
