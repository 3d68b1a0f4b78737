"""Where what is measured shows and waits: filled in by `apps.ready()`."""

from common.protect import personal
from common.web import beside as beside_pages
from initiatives.organising import beside
from learning.measuring import overview
from learning.measuring.personal_data import PERSONAL_DATA


def register_all() -> None:
    beside.add(overview.part)
    beside_pages.add(beside_pages.DESK_DAY, overview.at_desk)
    personal.add(*PERSONAL_DATA)
