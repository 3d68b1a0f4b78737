"""Where the first migration looks for the check of a picture."""

from ontmoeten.lib.photos import validate_photo

__all__ = ["validate_photo"]
