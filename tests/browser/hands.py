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


def until(page, is_so, at_most=30_000):
    """Wait for something that no page shows: a row that comes in, for one."""
    for _moment in range(at_most // 50):
        if is_so():
            return
        page.wait_for_timeout(50)
    pytest.fail("it did not come to be so")


class Hands:
    """Those of one visitor, who counts what a journey takes."""

    def __init__(self, page):
        self.page, self.taps, self.fields = page, 0, 0

    def tap(self, name, role="link", within=None):
        """Press what is called so: the first of those that can be seen."""
        found = (within or self.page).get_by_role(role, name=name)
        found.filter(visible=True).first.click()
        self.taps += 1

    def fill(self, name, text):
        self.page.get_by_label(name).fill(text)
        self.fields += 1
