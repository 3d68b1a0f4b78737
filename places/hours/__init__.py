"""Opening hours: the grammar, the days it names, the calendar, and the evaluation.

Pure: no database, no settings. `places.opening` is the face of it to everyone else.
"""
