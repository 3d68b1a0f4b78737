"""Where what is measured shows and waits: filled in by `apps.ready()`."""

from common.links import needed
from common.moderation.queue import add_sources
from common.protect import personal
from common.web import beside as beside_pages
from initiatives.organising import beside
from learning.asking import beside as asked
from learning.asking import needed as answers_needed
from learning.asking import upkeep as of_questions
from learning.asking.personal_data import PERSONAL_DATA as OF_ANSWERS
from learning.hearing import beside as heard
from learning.hearing import decisions
from learning.measuring import overview, told
from learning.measuring.personal_data import PERSONAL_DATA
from learning.staff.asking.queue_sources import SOURCES as OF_QUESTIONS
from learning.staff.hearing import HeardSource


def register_all() -> None:
    beside.add(overview.part)
    beside_pages.add(beside_pages.DESK_DAY, overview.at_desk)
    beside_pages.add(beside_pages.ACTIVITY, told.at_activity)
    beside_pages.add(beside_pages.NEIGHBOURHOOD, told.in_area)
    beside_pages.add(beside_pages.THEME, told.in_theme)
    beside_pages.add(beside_pages.NEIGHBOURHOOD, heard.in_area)
    beside_pages.add(beside_pages.THEME, heard.in_theme)
    for page, part in asked.PARTS.items():
        beside_pages.add(page, part)
    needed.add(answers_needed.needs)
    personal.add(*PERSONAL_DATA, *OF_ANSWERS)
    decisions.register_upkeep()
    of_questions.register_upkeep()
    add_sources(HeardSource(), *OF_QUESTIONS)
