"""Numbers as tables write them."""

import math


def plain_number(text: str) -> str:
    """A number with decimal comma or point as Python writes it: 107.695,875 too."""
    text = "".join(text.split())
    if "," in text and "." in text:
        last = max(text.rfind(","), text.rfind("."))
        text = text[:last].replace(",", "").replace(".", "") + "." + text[last + 1 :]
    return text.replace(",", ".")


def number(text: str) -> float:
    """ValueError when it is none, or not finite."""
    value = float(plain_number(text))
    if not math.isfinite(value):
        raise ValueError(text)
    return value
