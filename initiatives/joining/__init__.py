"""Signing up for a date, the waiting list, the message for the door, reminders."""
