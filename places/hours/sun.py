"""When the sun rises and sets."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from math import acos, asin, cos, floor, pi, radians, sin
from typing import Literal

SunEvent = Literal["dawn", "sunrise", "sunset", "dusk"]
ALTITUDES = {"sunrise": -0.833, "sunset": -0.833, "dawn": -6.0, "dusk": -6.0}  # degrees
J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


@lru_cache(maxsize=4096)
def sun_at(event: SunEvent, day: date, position: tuple[float, float]) -> datetime:
    """The moment in UTC, to the minute; dawn and dusk are those of civil twilight.

    `position` is latitude and longitude in degrees, between the polar circles.
    Source: the sunrise equation (Meeus, Astronomical Algorithms, chapters 15 and 25);
    off by a minute at most in the Netherlands.
    """
    latitude, longitude = (radians(each) for each in position)
    low = sin(radians(ALTITUDES[event]))
    side = -1 if event in ("dawn", "sunrise") else 1
    noon = (day - J2000.date()).days - longitude / (2 * pi)
    at = noon
    for _round in range(3):  # where the sun stands when it rises, not at noon
        transit, declination = _sun(noon, at)
        cosine = (low - sin(latitude) * sin(declination)) / (
            cos(latitude) * cos(declination)
        )
        at = transit + side * acos(max(-1.0, min(1.0, cosine))) / (2 * pi)
    return J2000 + timedelta(minutes=floor(at * 1440 + 0.5))


def _sun(noon: float, at: float) -> tuple[float, float]:
    """When the sun is highest, in days since J2000, and its declination in radians."""
    anomaly = radians((357.5291 + 0.98560028 * at) % 360)
    centre = 1.9148 * sin(anomaly) + 0.02 * sin(2 * anomaly) + 0.0003 * sin(3 * anomaly)
    ecliptic = anomaly + radians(centre + 102.9372) + pi
    transit = noon + 0.0053 * sin(anomaly) - 0.0069 * sin(2 * ecliptic)
    return transit, asin(sin(ecliptic) * sin(radians(23.4397)))
