"""Finds places by any word: of a name, a kind, a street, a description.

`interpret` tells what was understood, `matches` what it finds, `knows` whether words
mean anything here, `facts` which words are choices, `kind_of` which kind they are only
another word for, `suggest` what someone may be typing.
"""

from places.search.query import (
    Query,
    expression_of,
    facts,
    finds,
    first,
    interpret,
    kind_of,
    knows,
    leads_to_something,
    matches,
    selected,
    words_of,
)
from places.search.suggestions import suggest, suggest_meant

__all__ = [
    "Query",
    "expression_of",
    "facts",
    "finds",
    "first",
    "interpret",
    "kind_of",
    "knows",
    "leads_to_something",
    "matches",
    "selected",
    "suggest",
    "suggest_meant",
    "words_of",
]
