"""A day in an address: 2026-12-05."""

from datetime import date


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)  # what is no day is no page

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m-%d}"
