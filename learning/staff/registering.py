"""Where what is measured shows and waits: filled in by `apps.ready()`."""

from common.moderation.queue import add_sources
from common.protect import personal
from common.web import beside as beside_pages
from initiatives.organising import beside
from learning.hearing import beside as heard
from learning.hearing import decisions
from learning.measuring import overview, told
from learning.measuring.personal_data import PERSONAL_DATA
from learning.staff.hearing import HeardSource


def register_all() -> None:
    beside.add(overview.part)
    beside_pages.add(beside_pages.DESK_DAY, overview.at_desk)
    beside_pages.add(beside_pages.ACTIVITY, told.at_activity)
    beside_pages.add(beside_pages.NEIGHBOURHOOD, told.in_area)
    beside_pages.add(beside_pages.THEME, told.in_theme)
    beside_pages.add(beside_pages.NEIGHBOURHOOD, heard.in_area)
    beside_pages.add(beside_pages.THEME, heard.in_theme)
    personal.add(*PERSONAL_DATA)
    decisions.register_upkeep()
    add_sources(HeardSource())
