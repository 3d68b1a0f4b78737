from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToursConfig(AppConfig):
    name = "tours"
    verbose_name = _("Tours")

    def ready(self):
        from common.moderation.queue import add_sources
        from common.protect import personal
        from common.web import beside
        from initiatives.organising import kept_elsewhere
        from places.models.version import add_listener
        from places.search.others import add_source
        from tours.deciding import mine, upkeep
        from tours.deciding.personal_data import PERSONAL_DATA
        from tours.planning import as_link, drawing, searching
        from tours.planning import beside as on_other_pages
        from tours.staff.queue_sources import SOURCES

        upkeep.register_all()
        as_link.add()
        add_sources(*SOURCES)
        personal.add(*PERSONAL_DATA)
        add_listener(drawing.forget)
        add_source(searching.others)
        kept_elsewhere.add_source(mine.kept)
        beside.add(beside.HOME, on_other_pages.on_home)
        beside.add(beside.NEIGHBOURHOOD, on_other_pages.in_area)
        beside.add(beside.THEME, on_other_pages.in_theme)
