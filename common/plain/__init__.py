"""Helps whoever writes for the public to write plainly; nothing leaves the server.

`read` tells of a text what makes it hard and what would be easier, and how easy it is.
"""

from common.plain.advice import Advice, Reading
from common.plain.reading import read

__all__ = ["Advice", "Reading", "read"]
