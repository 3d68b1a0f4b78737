import pytest

from common.protect import forms


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch):
    """A test fills in a form faster than anyone."""
    monkeypatch.setattr(forms, "QUICKEST", -1)
