"""What the hands of a visitor do."""

import pytest

PHONE = {"width": 360, "height": 780}


def tab_to(page, locator, at_most=80):
    """Press Tab until this has the focus, as someone without a mouse does."""
    for _press in range(at_most):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not reach {locator}")
