"""Finds places by any word: of a name, a kind, a street, a description.

`interpret` tells what was understood, `matches` what it finds, `knows` whether words
mean anything here, `suggest` what someone may be typing.
"""

from places.search.query import (
    Query,
    expression_of,
    interpret,
    knows,
    matches,
    selected,
    words_of,
)
from places.search.suggestions import suggest

__all__ = [
    "Query",
    "expression_of",
    "interpret",
    "knows",
    "matches",
    "selected",
    "suggest",
    "words_of",
]
