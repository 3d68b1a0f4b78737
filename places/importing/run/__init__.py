"""An import: checking, comparing, writing with history, reporting."""
