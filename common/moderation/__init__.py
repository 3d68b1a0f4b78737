"""What waits for staff and how it is decided: states (state machine), queue."""
