"""Numbers that feeds write: prices, and spots on earth. What is none, says nothing."""

from decimal import Decimal, InvalidOperation

from places.importing.fields.numbers import plain_number

WORDS = {"gratis", "free", "vrij"}
NOTHING = Decimal("0.00")
FREE = {"is_free": True, "price": NOTHING}
EURO = ("€", "eur", "euro", ",-", ",–", ",—")
MOST = 10_000  # euros


def cost_of(text: str) -> dict:
    """What a text that should be a price says: free, or so many euros."""
    text = text.strip().casefold()
    if text in WORDS:
        return FREE
    for word in EURO:
        text = text.removeprefix(word).removesuffix(word).strip()
    if not text or len(text) > 12:
        return {}
    try:
        price = Decimal(plain_number(text))
    except InvalidOperation:
        return {}
    if not 0 <= price < MOST:
        return {}
    return {"is_free": price == 0, "price": price.quantize(Decimal("0.01"))}


def spot_of(lat: str, lon: str) -> dict:
    """Latitude and longitude in degrees; 0, 0 is what programs write for nothing."""
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        return {}
    if not (-90 <= north <= 90 and -180 <= east <= 180) or north == east == 0:
        return {}
    return {"lat": north, "lon": east}
