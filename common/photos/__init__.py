"""What stands beside the words of something on the site: photos, and people.

Each waits by itself, so that publishing or changing the thing makes none public; and
whoever is on a picture has it taken away with one request.
"""
