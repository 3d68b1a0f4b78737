"""What visitors report: the form, the queue, the list of staff."""
