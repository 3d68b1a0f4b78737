"""Every list of the administration fits a desk and a phone: nothing is to be scrolled
sideways."""

from django.contrib import admin
from django.urls import reverse

from tests.kit import waiting
from tests.kit.factories import make_staff

WIDTHS = [1280, 360]
TOO_WIDE = """() => {
  const frame = document.querySelector(".results");
  const page = document.documentElement;
  const inside = frame ? frame.scrollWidth - frame.clientWidth : 0;
  return [page.scrollWidth - page.clientWidth, inside];
}"""


def test_every_list_fits_a_desk_and_a_phone(log_in):
    waiting.build()
    page = log_in(make_staff(name="Ans", email="ans@example.org"))
    wide = {}
    for model in admin.site._registry:
        meta = model._meta
        page.goto(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if any(each > 0 for each in page.evaluate(TOO_WIDE)):
                wide[meta.label, width] = page.evaluate(TOO_WIDE)

    assert wide == {}
