"""Invented experiments, lessons and news; each says on its page that it is invented."""
