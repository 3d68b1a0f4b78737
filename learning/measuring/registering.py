"""Where what is measured shows and waits: filled in by `apps.ready()`."""

from common.protect import personal
from common.web import beside as beside_pages
from initiatives.organising import beside
from learning.measuring import overview, told
from learning.measuring.personal_data import PERSONAL_DATA


def register_all() -> None:
    beside.add(overview.part)
    beside_pages.add(beside_pages.DESK_DAY, overview.at_desk)
    beside_pages.add(beside_pages.ACTIVITY, told.at_activity)
    beside_pages.add(beside_pages.NEIGHBOURHOOD, told.in_area)
    beside_pages.add(beside_pages.THEME, told.in_theme)
    personal.add(*PERSONAL_DATA)
