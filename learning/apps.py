from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = _("Learning")

    def ready(self):
        from common.moderation.queue import add_sources
        from common.protect import personal
        from common.web import beside
        from learning.experiments import upkeep
        from learning.experiments.personal_data import PERSONAL_DATA
        from learning.finding import as_link, searching
        from learning.finding import beside as on_other_pages
        from learning.goals import beside as of_goals
        from learning.goals.personal_data import PERSONAL_DATA as OF_GOALS
        from learning.staff import goals, registering
        from learning.staff.queue_sources import SOURCES
        from places.search.others import add_source

        upkeep.register_all()
        as_link.add()
        add_sources(*SOURCES)
        personal.add(*PERSONAL_DATA, *OF_GOALS)
        add_source(searching.others)
        beside.add(beside.NEIGHBOURHOOD, on_other_pages.in_area)
        beside.add(beside.THEME, on_other_pages.in_theme)
        for page, part in of_goals.PARTS.items():
            beside.add(page, part)
        beside.add_tool(goals.tool)
        registering.register_all()
