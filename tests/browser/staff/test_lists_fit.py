"""Every list and every form of the administration fits a desk and a phone, in the frame
of all pages of staff: nothing is to be scrolled sideways, and on a phone what one
presses is as large as a finger."""

from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from tests.kit import waiting
from tests.kit.factories import make_place, make_staff

WIDTHS = [1280, 360, 320]
TOO_WIDE = """() => {
  const frame = document.querySelector(".results");
  const page = document.documentElement;
  const inside = frame ? frame.scrollWidth - frame.clientWidth : 0;
  return [page.scrollWidth - page.clientWidth, inside];
}"""

# What is too low to press; links inside a sentence may be.
LOW = """() => [...document.querySelectorAll("#content :is(a[href], button, summary, select, [type=submit])")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("p, .help"))
  .map((each) => [each.getBoundingClientRect(), each])
  .filter(([{ width, height }]) => width > 1 && height > 1 && height < 43.5)
  .map(([{ height }, each]) => `${each.className || each.id || each.textContent.trim()} ${height}`)
"""  # noqa: E501

# How many heads, menus and titles there are; does the menu lie along the bottom?
FRAME = """() => {
  const menu = document.querySelector("header.top .menu");
  const counted = ["body > header.top", "header.top .menu", "h1"];
  const atBottom = menu && innerHeight - menu.getBoundingClientRect().bottom < 1;
  return [...counted.map((each) => document.querySelectorAll(each).length), atBottom];
}"""


def test_every_list_fits_a_desk_and_a_phone(log_in):
    waiting.build()
    page = log_in(make_staff(name="Ans", email="ans@example.org"))
    wide, low = {}, {}
    for model in admin.site._registry:
        meta = model._meta
        page.goto(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if any(each > 0 for each in page.evaluate(TOO_WIDE)):
                wide[meta.label, width] = page.evaluate(TOO_WIDE)
        if found := page.evaluate(LOW):
            low[meta.label] = found

    assert (wide, low) == ({}, {})


def forms(model) -> list[str]:
    """The page to add one and the page to change the first, where there are such."""
    known = model._default_manager.first()
    names = [("change", [known.pk])] if known else []
    meta = model._meta
    return [
        reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", args=args)
        for name, args in [("add", []), *names]
    ]


def test_every_form_fits_a_desk_and_a_phone_in_the_frame_of_staff(log_in):
    waiting.build()
    page = log_in(make_staff(name="Ans", email="ans@example.org"))
    wide, unframed, low, seen = {}, [], {}, set()
    for model in admin.site._registry:
        for path in forms(model):
            if page.goto(path).status != 200:
                continue  # nobody may add one by hand
            seen.add(path.rsplit("/", 2)[1])
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                if any(each > 0 for each in page.evaluate(TOO_WIDE)):
                    wide[path, width] = page.evaluate(TOO_WIDE)
                if page.evaluate(FRAME) != [1, 1, 1, width < 1280]:
                    unframed.append((path, width, page.evaluate(FRAME)))
            if found := page.evaluate(LOW):
                low[path] = found

    assert (wide, unframed, low, seen) == ({}, [], {}, {"add", "change"})


def test_the_filters_of_a_list_come_before_it_and_are_folded_on_a_phone(log_in):
    make_place(name="Bankje bij de vijver")
    page = log_in(make_staff())
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/beheer/places/place/")
    filters = page.get_by_role("navigation", name="Filters")
    first = page.get_by_role("link", name="Bankje bij de vijver")
    expect(filters).to_be_hidden()

    page.get_by_text("Filters", exact=True).first.click()

    expect(filters).to_be_visible()
    assert filters.bounding_box()["y"] < first.bounding_box()["y"]
    page.set_viewport_size({"width": 1280, "height": 800})
    page.reload()
    expect(filters).to_be_visible()
    box, row = filters.bounding_box(), first.bounding_box()
    assert box["x"] > row["x"] + row["width"]
